package dev.wharf.spi.testkit.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The control groups below one parent, wherever the host has mounted its hierarchies.
 *
 * @param parent as in a specification
 */
record CgroupFolders(String parent) {

    /** The folders of a group, one for each hierarchy that has it. */
    List<Path> of(String name) {
        return mounted()
                .map(mount -> mount.resolve((parent + "/" + name).substring(1)))
                .filter(Files::isDirectory)
                .toList();
    }

    private static Stream<Path> mounted() {
        try {
            List<Path> mounts = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                String[] fields = line.split(" ", -1);
                if (fields[2].startsWith("cgroup")) {
                    mounts.add(Path.of(fields[1]));
                }
            }
            return mounts.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file of a group says; the first of the names that is there. */
    Optional<String> read(String name, String... files) {
        for (String file : files) {
            for (Path folder : of(name)) {
                if (Files.exists(folder.resolve(file))) {
                    return Optional.of(text(folder.resolve(file)));
                }
            }
        }
        return Optional.empty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the parent, which must be empty. */
    void remove() {
        for (Path folder : of("")) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                throw new AssertionError("groups are left in " + folder, e);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove " + folder, e);
            }
        }
    }
}
