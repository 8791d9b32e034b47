package dev.wharf.network.macvlan;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.function.Supplier;

/** Turns the kernel's errors into those of drivers. */
final class Failures {
    private Failures() {}

    /**
     * Does something.
     *
     * @param what for the message, such as {@code make network web}
     * @throws DriverException as the work; EXHAUSTED when something has no room, UNSUPPORTED where the kernel lacks a kind of
     *     interface, INTERNAL otherwise
     */
    static <T> T translated(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (LinuxException e) {
            throw new DriverException(kind(e), "cannot " + what + ": " + e.getMessage(), e);
        }
    }

    /** As the other one, for what has no result. */
    static void translated(String what, Runnable work) {
        translated(what, () -> {
            work.run();
            return what;
        });
    }

    private static Kind kind(LinuxException error) {
        return switch (error.errno()) {
            case Errno.ENOMEM, Errno.ENOSPC, Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS -> Kind.EXHAUSTED;
            case Errno.EOPNOTSUPP -> Kind.UNSUPPORTED;
            default -> Kind.INTERNAL;
        };
    }
}
