package dev.wharf.execoci.cgroup;

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
 * The groups above tasks that came into being with them, which are removed once they are empty. Others' groups are left
 * alone. Kept in a file, so that a driver that comes after a SIGKILL knows them, too. Thread-safe.
 */
public final class ParentGroups {
    private final Hierarchies hierarchies;
    private final Path file;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    /** Reads what an earlier driver made. */
    public ParentGroups(Hierarchies hierarchies, Path file) {
        this.hierarchies = hierarchies;
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

    /** Remembers which groups the runtime will have to make for a parent. */
    public void expect(String parent) {
        Path below = Path.of("/").relativize(Path.of("/").resolve(parent).normalize());
        for (Path root : hierarchies.roots()) {
            for (int depth = below.toString().isEmpty() ? 0 : below.getNameCount(); depth > 0; depth--) {
                Path group = root.resolve(below.subpath(0, depth));
                if (!Files.exists(group)) {
                    add(group);
                }
            }
        }
    }

    private void add(Path group) {
        if (!made.add(group)) {
            return;
        }
        try {
            Files.writeString(file, group + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes those below which no task is left. */
    public void removeEmpty() {
        List<Path> deepestFirst = made.stream()
                .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
                .toList();
        for (Path group : deepestFirst) {
            if (ControlGroup.removeFolder(group)) {
                made.remove(group);
            }
        }
        try {
            Files.write(file, made.stream().map(Path::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
