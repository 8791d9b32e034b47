package dev.wharf.spi;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A mount that somebody else carries out: the launch of a container, or the engine for a stopped one. Drivers hand out
 * these records in place of mounted paths.
 *
 * @param type the file system type as in mount(8), or {@code bind}
 * @param source the device, folder or name
 * @param options as in mount(8), without the comma: {@code ro}, {@code lowerdir=a:b}; with {@code remount} it changes the
 *     mount before it in a list
 * @param base the folder against which a relative source and relative paths in options resolve; empty when all are
 *     absolute. Lets an overlay of many layers stay within one page of options
 */
public record Mount(String type, String source, List<String> options, Optional<Path> base) {
    /** Checks and copies. */
    public Mount {
        requireNonNull(type, "type");
        requireNonNull(source, "source");
        options = List.copyOf(options);
        requireNonNull(base, "base");
    }

    /** A mount whose paths are absolute. */
    public static Mount of(String type, String source, List<String> options) {
        return new Mount(type, source, options, Optional.empty());
    }

    /** A recursive bind of a folder or file. */
    public static Mount bind(Path source) {
        return of("bind", source.toString(), List.of("rbind"));
    }

    /** The same mount with one option more. */
    public Mount with(String option) {
        var more = new java.util.ArrayList<>(options);
        more.add(option);
        return new Mount(type, source, more, base);
    }

    /** Whether an option is among the options. */
    public boolean has(String option) {
        return options.contains(option);
    }
}
