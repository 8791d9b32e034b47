package dev.wharf.execnative;

import dev.wharf.linux.Errno;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.Set;

/**
 * Tells the user's fault from ours: which step of a script failed, and with which error. A value that the kernel does not
 * take, or a path that cannot be, came with the specification.
 */
final class LaunchFailure {
    private static final Set<Integer> OF_THE_SPECIFICATION = Set.of(
            Errno.EINVAL, Errno.ENOENT, Errno.ENOTDIR, Errno.EISDIR, Errno.ENAMETOOLONG, Errno.ELOOP, Errno.ERANGE);

    private LaunchFailure() {}

    static DriverException of(Script.Failure failure) {
        return new DriverException(
                isOfSpecification(failure) ? Kind.INVALID_ARGUMENT : Kind.INTERNAL, failure.message());
    }

    /** Writing to a file of /proc is refused with EACCES or EPERM when the value takes a right that the host lacks. */
    private static boolean isOfSpecification(Script.Failure failure) {
        boolean isRefusedWrite =
                isWriteToProc(failure) && (failure.errno() == Errno.EACCES || failure.errno() == Errno.EPERM);
        return OF_THE_SPECIFICATION.contains(failure.errno()) || isRefusedWrite;
    }

    private static boolean isWriteToProc(Script.Failure failure) {
        Call call = failure.step().call();
        return (call == Call.OPENAT || call == Call.WRITE)
                && failure.step().what().contains(" to /proc/");
    }
}
