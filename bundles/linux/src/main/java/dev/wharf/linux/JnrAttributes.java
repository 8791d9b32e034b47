package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import jnr.ffi.Pointer;

/**
 * Owner, mode, times and extended attributes through syscall(2). Extended attributes have no calls relative to a folder
 * before Linux 6.13, so their path leads through /proc/self/fd.
 */
final class JnrAttributes implements AttributeCalls {
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int VALUE_BYTES = 65536;

    /** The kernel makes room for as much as it is offered, and most answers are short. */
    private static final int SHORT_BYTES = 512;

    private final Syscalls syscalls;

    JnrAttributes(Syscalls syscalls) {
        this.syscalls = syscalls;
    }

    @Override
    public void chown(Fd folder, String name, int uid, int gid) {
        long text = syscalls.scratch().text(name);
        int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
        syscalls.call(() -> "chown " + name, FCHOWNAT, folder.number(), text, uid, gid, flags, 0);
    }

    @Override
    public void chmod(Fd folder, String name, int mode) {
        long text = syscalls.scratch().text(name);
        int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
        long result = syscalls.raw(FCHMODAT2, folder.number(), text, mode, flags, 0, 0);
        if (result == -Errno.ENOSYS) {
            chmodByDescriptor(folder, name, mode);
        } else if (result < 0) {
            throw new LinuxException((int) -result, "chmod " + name);
        }
    }

    /** For kernels before 6.6, which have no fchmodat2(2). */
    private void chmodByDescriptor(Fd folder, String name, int mode) {
        if (name.isEmpty()) {
            long path = syscalls.scratch().text(folder.path().toString());
            syscalls.call(() -> "chmod " + folder, FCHMODAT, Syscalls.AT_FDCWD, path, mode, 0);
            return;
        }
        long text = syscalls.scratch().text(name);
        int flags = Flags.O_PATH | Flags.O_NOFOLLOW | 02000000;
        long number = syscalls.call(() -> "chmod " + name, OPENAT, folder.number(), text, flags, 0);
        try {
            long path = syscalls.scratch().text("/proc/self/fd/" + number);
            syscalls.call(() -> "chmod " + name, FCHMODAT, Syscalls.AT_FDCWD, path, mode, 0);
        } finally {
            syscalls.raw(CLOSE, number, 0, 0, 0, 0, 0);
        }
    }

    @Override
    public void utimens(
            Fd folder, String name, long accessSeconds, int accessNanos, long modifySeconds, int modifyNanos) {
        var scratch = syscalls.scratch();
        long text = name.isEmpty() ? 0 : scratch.text(name);
        Pointer times = scratch.take(32);
        times.putLong(0, accessSeconds);
        times.putLong(8, accessNanos);
        times.putLong(16, modifySeconds);
        times.putLong(24, modifyNanos);
        int flags = name.isEmpty() ? 0 : AT_SYMLINK_NOFOLLOW;
        syscalls.call(() -> "utimens " + name, UTIMENSAT, folder.number(), text, times.address(), flags);
    }

    @Override
    public void setXattr(Fd folder, String name, String attribute, byte[] value) {
        var scratch = syscalls.scratch();
        Pointer content = scratch.take(Math.max(1, value.length));
        content.put(0, value, 0, value.length);
        long path = scratch.text(path(folder, name));
        long key = scratch.text(attribute);
        int number = name.isEmpty() ? SETXATTR : LSETXATTR;
        syscalls.call(
                () -> "setxattr " + attribute + " of " + name,
                number,
                path,
                key,
                content.address(),
                value.length,
                0,
                0);
    }

    @Override
    public Optional<byte[]> getXattr(Fd folder, String name, String attribute) {
        Answer answer = answer(bytes -> readXattr(folder, name, attribute, bytes));
        if (answer.length() == -Errno.ENODATA || answer.length() == -Errno.EOPNOTSUPP) {
            return Optional.empty();
        }
        return Optional.of(answer.bytes(() -> "getxattr " + attribute + " of " + name));
    }

    private Answer readXattr(Fd folder, String name, String attribute, int bytes) {
        var scratch = syscalls.scratch();
        Pointer content = scratch.takeUncleared(bytes);
        long key = scratch.text(attribute);
        long length = -Errno.EBADF;
        if (name.isEmpty()) {
            length = syscalls.raw(FGETXATTR, folder.number(), key, content.address(), bytes, 0, 0);
        }
        if (length == -Errno.EBADF) {
            int number = name.isEmpty() ? GETXATTR : LGETXATTR;
            long path = scratch.text(path(folder, name));
            length = syscalls.raw(number, path, key, content.address(), bytes, 0, 0);
        }
        return new Answer(content, length);
    }

    @Override
    public List<String> listXattr(Fd folder, String name) {
        Answer answer = answer(bytes -> readXattrs(folder, name, bytes));
        if (answer.length() == -Errno.EOPNOTSUPP || answer.length() == 0) {
            return List.of();
        }
        return names(answer.bytes(() -> "listxattr of " + name));
    }

    /** A descriptor of a path, without reading, is no good to the calls on descriptors. */
    private Answer readXattrs(Fd folder, String name, int bytes) {
        var scratch = syscalls.scratch();
        Pointer content = scratch.takeUncleared(bytes);
        long length = -Errno.EBADF;
        if (name.isEmpty()) {
            length = syscalls.raw(FLISTXATTR, folder.number(), content.address(), bytes, 0, 0, 0);
        }
        if (length == -Errno.EBADF) {
            int number = name.isEmpty() ? LISTXATTR : LLISTXATTR;
            length = syscalls.raw(number, scratch.text(path(folder, name)), content.address(), bytes, 0, 0, 0);
        }
        return new Answer(content, length);
    }

    private static Answer answer(IntFunction<Answer> call) {
        Answer answer = call.apply(SHORT_BYTES);
        return answer.length() == -Errno.ERANGE ? call.apply(VALUE_BYTES) : answer;
    }

    /**
     * What the kernel wrote.
     *
     * @param memory of the thread, valid until the next call
     * @param length in bytes, or a negated error number
     */
    private record Answer(Pointer memory, long length) {

        byte[] bytes(Supplier<String> call) {
            if (length < 0) {
                throw new LinuxException((int) -length, call.get());
            }
            byte[] bytes = new byte[(int) length];
            memory.get(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    private static List<String> names(byte[] nulSeparated) {
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < nulSeparated.length; at++) {
            if (nulSeparated[at] == 0) {
                names.add(FileNames.decode(Arrays.copyOfRange(nulSeparated, start, at)));
                start = at + 1;
            }
        }
        return names;
    }

    private static String path(Fd folder, String name) {
        return name.isEmpty() ? folder.path().toString() : folder.path() + "/" + name;
    }
}
