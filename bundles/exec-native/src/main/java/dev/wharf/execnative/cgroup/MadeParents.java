package dev.wharf.execnative.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups above tasks that this driver made, which it removes once they are empty. Others' groups are left alone. Kept
 * in a file, so that a driver that comes after a SIGKILL knows them, too. Thread-safe.
 */
final class MadeParents {
    private static final Logger LOG = LoggerFactory.getLogger(MadeParents.class);

    private final Path file;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    /** Reads what an earlier driver made. */
    MadeParents(Path file) {
        this.file = file;
        read(file).lines().filter(MadeParents::isGroup).forEach(line -> made.add(Path.of(line)));
    }

    /** What cannot be read tells nothing: then empty groups stay. */
    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            LOG.warn("groups that were made before are not known, and stay: {}: {}", file, e.toString());
            return "";
        }
    }

    private static boolean isGroup(String line) {
        return line.startsWith("/") && line.indexOf('\0') < 0 && !line.contains("/../");
    }

    /** Remembers a group that was made. */
    void add(Path parent) {
        if (!made.add(parent)) {
            return;
        }
        try {
            Files.writeString(file, parent + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes those below which no task is left. */
    void removeEmpty(ControlFile files) {
        List<Path> deepestFirst = made.stream()
                .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
                .toList();
        for (Path parent : deepestFirst) {
            if (files.rmdir(parent)) {
                made.remove(parent);
            }
        }
        keepRest();
    }

    private void keepRest() {
        try {
            Files.write(file, made.stream().map(Path::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
