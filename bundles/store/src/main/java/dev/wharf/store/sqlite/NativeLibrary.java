package dev.wharf.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * Keeps SQLite's native library in the data root. Left to itself sqlite-jdbc unpacks it into the temporary folder at
 * each start, which takes its time, and a daemon that is killed leaves it there for ever.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String LIBRARY = "libsqlitejdbc.so";
    /** Where sqlite-jdbc looks first; when the file there cannot be loaded it unpacks its own as ever. */
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Unpacks the library unless that was done before, and tells sqlite-jdbc where it is. */
    static void prepare(Path dataRoot) {
        if (System.getProperty(PATH_PROPERTY) != null) {
            return;
        }
        Path folder = dataRoot.resolve("lib").resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        try {
            if (!Files.exists(folder.resolve(LIBRARY))) {
                unpack(folder);
            }
            System.setProperty(PATH_PROPERTY, folder.toString());
        } catch (IOException e) {
            LOG.warn("cannot keep SQLite's library in {}: {}", folder, e.toString());
        }
    }

    private static void unpack(Path folder) throws IOException {
        String name = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + '/' + LIBRARY;
        try (InputStream library = SQLiteConfig.class.getResourceAsStream(name)) {
            if (library == null) {
                throw new IOException("sqlite-jdbc has no " + name);
            }
            Files.createDirectories(folder);
            Path unfinished = folder.resolve(LIBRARY + ".new");
            Files.copy(library, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, folder.resolve(LIBRARY), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
