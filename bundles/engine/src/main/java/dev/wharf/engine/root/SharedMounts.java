package dev.wharf.engine.root;

import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether mounts pass between a folder of the host and a bind of it; Docker 20.10, daemon/oci_linux.go. */
public final class SharedMounts {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Set<String> SHARED = Set.of("shared", "rshared");
    private static final Set<String> SLAVE = Set.of("slave", "rslave");
    private static final int MOUNT_POINT = 4;
    private static final int OPTIONAL_FIELDS = 6;

    private final Supplier<List<String>> table;

    /** Reads lines as those of /proc/self/mountinfo; see proc(5). */
    SharedMounts(Supplier<List<String>> table) {
        this.table = table;
    }

    /** Reads the mounts of this process. */
    public static SharedMounts ofHost() {
        return new SharedMounts(() -> {
            try {
                return Files.readAllLines(TABLE);
            } catch (IOException e) {
                throw new EngineException.Internal(TABLE + ": " + e.getMessage(), e);
            }
        });
    }

    /**
     * Checks that a folder lies on a mount of the kind that a propagation needs. Private ones need none.
     *
     * @throws EngineException InvalidArgument
     */
    public void check(String source, String propagation) {
        if (SHARED.contains(propagation)) {
            check(source, "shared mount", List.of("shared:"));
        } else if (SLAVE.contains(propagation)) {
            check(source, "shared or slave mount", List.of("shared:", "master:"));
        }
    }

    private void check(String source, String kind, List<String> marks) {
        Path path = real(source);
        String[] mount = mountOf(path)
                .orElseThrow(() -> new EngineException.Internal("could not find source mount of " + source));
        if (marks.stream().noneMatch(mark -> hasMark(mount, mark))) {
            throw new EngineException.InvalidArgument(
                    "path " + source + " is mounted on " + plain(mount[MOUNT_POINT]) + " but it is not a " + kind);
        }
    }

    private static Path real(String source) {
        try {
            return Path.of(source).toRealPath();
        } catch (IOException e) {
            throw new EngineException.InvalidArgument(source + ": " + e.getMessage(), e);
        }
    }

    /** The innermost mount, and of several on one place the last one. */
    private Optional<String[]> mountOf(Path path) {
        return table.get().stream()
                .map(line -> line.split(" ", -1))
                .filter(mount -> path.startsWith(plain(mount[MOUNT_POINT])))
                .reduce((one, other) -> depth(one) > depth(other) ? one : other);
    }

    private static int depth(String[] mount) {
        return Path.of(plain(mount[MOUNT_POINT])).getNameCount();
    }

    private static boolean hasMark(String[] mount, String mark) {
        return Stream.of(mount)
                .skip(OPTIONAL_FIELDS)
                .takeWhile(field -> !field.equals("-"))
                .anyMatch(field -> field.startsWith(mark));
    }

    private static String plain(String escaped) {
        return escaped.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
