package dev.wharf.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The daemon's own temporary folder. The libraries with native parts unpack them there: /tmp and /run are often mounted
 * noexec, and /tmp is open to everybody.
 */
final class TemporaryFolder {
    private TemporaryFolder() {}

    /** Makes the folder, empties it of what a killed daemon left, and makes it this process's own. */
    static void use(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path old : contents(folder)) {
                Files.delete(old);
            }
        } else {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        System.setProperty("java.io.tmpdir", folder.toString());
        System.setProperty("org.sqlite.tmpdir", folder.toString());
        System.setProperty("jffi.extract.dir", folder.toString());
    }

    /** Everything below the folder, folders after what they hold. */
    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> !path.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
