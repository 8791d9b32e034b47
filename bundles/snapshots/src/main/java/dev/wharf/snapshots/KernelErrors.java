package dev.wharf.snapshots;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.Set;
import java.util.function.Supplier;

/** Turns the errors of the kernel into the one exception that drivers throw. */
final class KernelErrors {
    private static final Set<Integer> EXHAUSTED = Set.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EMFILE, Errno.ENFILE);

    private KernelErrors() {}

    /** Does some work, and names it if it fails. */
    static void translated(String what, Runnable work) {
        translated(what, () -> {
            work.run();
            return what;
        });
    }

    /** Does some work, and names it if it fails. */
    static <T> T translated(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (LinuxException e) {
            Kind kind = EXHAUSTED.contains(e.errno()) ? Kind.EXHAUSTED : Kind.INTERNAL;
            throw new DriverException(kind, "cannot " + what + ": " + e.getMessage(), e);
        }
    }
}
