package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

/**
 * A limit of setrlimit(2).
 *
 * @param name as in ulimit of Docker: {@code nofile}, {@code core} ...
 * @param soft the soft limit; -1 for none
 * @param hard the hard limit; -1 for none
 */
public record ResourceLimit(String name, long soft, long hard) {
    /** Checks the name. */
    public ResourceLimit {
        requireNonNull(name, "name");
    }
}
