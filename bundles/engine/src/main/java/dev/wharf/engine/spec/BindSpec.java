package dev.wharf.engine.spec;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A bind as the client writes it: {@code source:target[:mode]}.
 *
 * @param source absolute path on the host, or the name of a volume
 * @param target cleaned absolute path in the container
 * @param mode as written; empty for none
 */
public record BindSpec(String source, String target, String mode) {
    private static final Set<String> ACCESS = Set.of("ro", "rw");
    private static final Set<String> LABELS = Set.of("z", "Z");
    private static final Set<String> PROPAGATIONS =
            Set.of("private", "rprivate", "slave", "rslave", "shared", "rshared");
    private static final Set<String> COPY = Set.of("nocopy");
    private static final String DEFAULT_PROPAGATION = "rprivate";

    /** Checks all parts. */
    public BindSpec {
        requireNonNull(source, "source");
        requireNonNull(target, "target");
        requireNonNull(mode, "mode");
    }

    /**
     * Reads a bind.
     *
     * @throws EngineException InvalidArgument, with the texts of Docker 1.9.1, volume/volume_unix.go
     */
    public static BindSpec parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new EngineException.InvalidArgument("Invalid volume specification: " + text);
        }
        String mode = parts.length == 3 ? parts[2] : "";
        if (!isValidMode(mode)) {
            throw new EngineException.InvalidArgument("invalid mode for volumes-from: " + mode);
        }
        return new BindSpec(source(parts[0]), target(parts[1], text), mode);
    }

    /**
     * The cleaned path of a mount point.
     *
     * @param context what the client wrote, for the message
     * @throws EngineException InvalidArgument unless it is absolute and not the root
     */
    public static String target(String path, String context) {
        if (!path.startsWith("/")) {
            throw new EngineException.InvalidArgument(
                    "Invalid volume destination path: '" + path + "' mount path must be absolute.");
        }
        String clean = Paths.clean(path);
        if (clean.equals("/")) {
            throw new EngineException.InvalidArgument(
                    "Invalid volume specification: destination can't be '/' in '" + context + "'");
        }
        return clean;
    }

    /** Whether the words of a mode are known and no two of them are of one kind. */
    public static boolean isValidMode(String mode) {
        List<String> words = words(mode);
        return List.of(ACCESS, LABELS, PROPAGATIONS, COPY).stream()
                        .mapToLong(kind -> Math.min(count(words, kind), 2))
                        .allMatch(count -> count <= 1)
                && known().containsAll(words);
    }

    /** Whether the source is a path on the host, in place of the name of a volume. */
    public boolean isHostPath() {
        return source.startsWith("/");
    }

    /** Whether it can be written. */
    public boolean isReadWrite() {
        return !isReadOnly(mode);
    }

    /** Whether a mode forbids to write. */
    public static boolean isReadOnly(String mode) {
        return words(mode).contains("ro");
    }

    /** Whether a mode can be given for the mounts of another container: access and labels alone. */
    public static boolean isValidInheritedMode(String mode) {
        return isValidMode(mode)
                && words(mode).stream().allMatch(word -> ACCESS.contains(word) || LABELS.contains(word));
    }

    /** Whether a word is one for propagation. */
    public static boolean isPropagation(String word) {
        return PROPAGATIONS.contains(word);
    }

    /** Whether a propagation word was given. */
    public boolean hasPropagation() {
        return words(mode).stream().anyMatch(BindSpec::isPropagation);
    }

    /** Whether the content of the image is not wanted in it. */
    public boolean isNoCopy() {
        return words(mode).contains("nocopy");
    }

    /** The propagation word, {@code rprivate} unless one was given. */
    public String propagation() {
        return words(mode).stream().filter(PROPAGATIONS::contains).findFirst().orElse(DEFAULT_PROPAGATION);
    }

    private static String source(String text) {
        return text.startsWith("/") ? Paths.clean(text) : text;
    }

    private static List<String> words(String mode) {
        return mode.isEmpty() ? List.of() : Arrays.asList(mode.split(",", -1));
    }

    private static long count(List<String> words, Set<String> kind) {
        return words.stream().filter(kind::contains).count();
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(ACCESS);
        known.addAll(LABELS);
        known.addAll(PROPAGATIONS);
        known.addAll(COPY);
        return known;
    }
}
