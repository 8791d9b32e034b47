package dev.wharf.store.sqlite;

import dev.wharf.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The files of the store in the data root. */
final class StoreFiles {
    private StoreFiles() {}

    /**
     * Makes the data root, mode 0710, and the empty database in it, mode 0600 because records hold environments of
     * containers; SQLite gives its other files the same mode.
     */
    static Path prepare(Path dataRoot) {
        Path file = dataRoot.resolve("wharf.db");
        try {
            if (!Files.isDirectory(dataRoot)) {
                Files.createDirectories(dataRoot);
                Files.setPosixFilePermissions(dataRoot, PosixFilePermissions.fromString("rwx--x---"));
            }
            if (!Files.exists(file)) {
                var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                Files.createFile(file, ownerOnly);
            }
            return file;
        } catch (IOException e) {
            throw new StoreException("cannot make " + file, e);
        }
    }
}
