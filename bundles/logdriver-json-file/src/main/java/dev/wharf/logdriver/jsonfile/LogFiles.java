package dev.wharf.logdriver.jsonfile;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one log: the current one, and earlier ones with {@code .1} for the latest.
 *
 * @param current the file that is written
 */
record LogFiles(Path current) {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");

    LogFiles {
        requireNonNull(current, "current");
    }

    static LogFiles of(LogTarget target) {
        return new LogFiles(target.folder().resolve(target.containerId() + "-json.log"));
    }

    /** The file of an age; 0 is the current one. */
    Path file(int age) {
        return age == 0 ? current : beside("." + age);
    }

    Path beside(String ending) {
        return current.resolveSibling(current.getFileName() + ending);
    }

    /** Those that are there, the current one first. */
    List<Path> existing() {
        List<Path> files = new ArrayList<>();
        for (int age = 0; age == 0 || Files.exists(file(age)) || Files.exists(file(age + 1)); age++) {
            if (Files.exists(file(age))) {
                files.add(file(age));
            }
        }
        return files;
    }

    /** Makes an empty file, mode 0640. */
    static void create(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(MODE));
        Files.setPosixFilePermissions(file, MODE);
    }

    /** What tells a file from all others of the host, also after a change of its name; empty when it is not there. */
    static Optional<Object> identity(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
