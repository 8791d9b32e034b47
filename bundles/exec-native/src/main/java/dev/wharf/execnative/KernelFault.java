package dev.wharf.execnative;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.Set;
import java.util.function.Supplier;

/** Tells errors of the kernel that no caller can be blamed for. */
final class KernelFault {
    private static final Set<Integer> OF_SCARCITY =
            Set.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM, Errno.EAGAIN);

    private KernelFault() {}

    static DriverException of(LinuxException e) {
        Kind kind = OF_SCARCITY.contains(e.errno()) ? Kind.EXHAUSTED : Kind.INTERNAL;
        return new DriverException(kind, String.valueOf(e.getMessage()), e);
    }

    /** Does work whose errors are told so. */
    static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (LinuxException e) {
            throw of(e);
        }
    }

    /** Does work whose errors are told so. */
    static void told(Runnable work) {
        try {
            work.run();
        } catch (LinuxException e) {
            throw of(e);
        }
    }
}
