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

/**
 * The groups above tasks that this driver made, which it removes once they are empty. Others' groups are left alone. Kept
 * in a file, so that a driver that comes after a SIGKILL knows them, too. Thread-safe.
 */
final class MadeParents {
    private final Path file;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    /** Reads what an earlier driver made. */
    MadeParents(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            lines(file).forEach(line -> made.add(Path.of(line)));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
