package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jnr.ffi.Pointer;

/** Processes through syscall(2) and posix_spawn(3). */
final class JnrProcesses implements ProcessCalls {
    private static final int WNOHANG = 1;
    private static final int F_GETLK = 5;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;
    private static final int PR_CAPBSET_READ = 23;
    private static final int LAST_CAPABILITY = 63;
    private static final int CLONE_NEWNS = 0x20000;
    private static final int OPEN_TREE_CLONE = 1;
    private static final int O_CLOEXEC = 02000000;

    private final Syscalls syscalls;
    private final JnrDescriptors descriptors;
    private final Spawn spawn;

    JnrProcesses(Syscalls syscalls, JnrDescriptors descriptors) {
        this.syscalls = syscalls;
        this.descriptors = descriptors;
        this.spawn = new Spawn(syscalls, descriptors);
    }

    @Override
    public int spawn(String program, List<String> arguments, List<String> environment, Map<Integer, Fd> descriptors) {
        return spawn.run(program, arguments, environment, descriptors);
    }

    @Override
    public void kill(int pid, int signal) {
        syscalls.call("kill", pid, KILL, pid, signal, 0, 0);
    }

    @Override
    public Fd pidfd(int pid) {
        return new Fd((int) syscalls.call("pidfd_open", pid, PIDFD_OPEN, pid, 0, 0, 0), descriptors);
    }

    @Override
    public void signal(Fd pidfd, int signal) {
        syscalls.call("signal", signal, PIDFD_SEND_SIGNAL, pidfd.number(), signal, 0, 0);
    }

    @Override
    public OptionalInt reap(int pid) {
        Pointer status = syscalls.scratch().take(4);
        long result = syscalls.call("wait", pid, WAIT4, pid, status.address(), WNOHANG, 0);
        return result == 0 ? OptionalInt.empty() : OptionalInt.of(status.getInt(0));
    }

    /** The structure is struct flock of fcntl(2): type, whence, start, length, pid. */
    @Override
    public Optional<Integer> lockOwner(Fd file) {
        Pointer lock = syscalls.scratch().take(32);
        lock.putShort(0, F_WRLCK);
        syscalls.call("get lock of", file, FCNTL, file.number(), F_GETLK, lock.address(), 0);
        return lock.getShort(0) == F_UNLCK ? Optional.empty() : Optional.of(lock.getInt(24));
    }

    @Override
    public Fd rootAlone(Fd namespace) {
        int[] number = new int[1];
        OwnFolderThread.run(syscalls, "root of " + namespace, () -> {
            syscalls.call(() -> "enter mount namespace " + namespace, SETNS, namespace.number(), CLONE_NEWNS, 0, 0);
            long root = syscalls.scratch().text("/");
            number[0] = (int) syscalls.call(
                    () -> "copy the root of " + namespace,
                    OPEN_TREE,
                    Syscalls.AT_FDCWD,
                    root,
                    OPEN_TREE_CLONE | O_CLOEXEC,
                    0);
        });
        return new Fd(number[0], descriptors);
    }

    @Override
    public long boundingCapabilities() {
        long bits = 0;
        for (int capability = 0; capability <= LAST_CAPABILITY; capability++) {
            if (syscalls.raw(PRCTL, PR_CAPBSET_READ, capability, 0, 0, 0, 0) == 1) {
                bits |= 1L << capability;
            }
        }
        return bits;
    }

    @Override
    public long[] limit(int resource) {
        Pointer limits = syscalls.scratch().take(16);
        long result = syscalls.raw(PRLIMIT64, 0, resource, 0, limits.address(), 0, 0);
        if (result < 0) {
            throw new LinuxException((int) -result, "getrlimit " + resource);
        }
        return new long[] {limits.getLong(0), limits.getLong(8)};
    }

    @Override
    public int umask(int mask) {
        return (int) syscalls.raw(UMASK, mask, 0, 0, 0, 0, 0);
    }
}
