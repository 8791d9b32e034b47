package dev.wharf.network.bridge;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.function.Supplier;

/** Turns the kernel's errors into those of drivers. */
final class Failures {
    /** A bridge has no free port; asm-generic/errno.h. */
    private static final int EXFULL = 54;

    private Failures() {}

    /**
     * Does something.
     *
     * @param what for the message, such as {@code make network web}
     * @throws DriverException as the work, EXHAUSTED when something has no room, INTERNAL otherwise
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
            case Errno.ENOMEM, Errno.ENOSPC, Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS, EXFULL -> Kind.EXHAUSTED;
            default -> Kind.INTERNAL;
        };
    }
}
