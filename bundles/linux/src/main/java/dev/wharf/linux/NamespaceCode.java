package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import jnr.ffi.LastError;
import jnr.ffi.Pointer;

/**
 * The code of socket.c, run in a child that shares memory and descriptors with this process: as vfork(2) does it, but with
 * CLONE_FILES, so that the socket which the child makes is ours. Takes about a tenth of a millisecond.
 */
final class NamespaceCode {
    /** CLONE_VM, CLONE_FILES and CLONE_VFORK of clone(2); no signal tells of the end. */
    private static final int FLAGS = 0x100 | 0x400 | 0x4000;

    private static final int WALL = 0x40000000;
    private static final int SIG_SETMASK = 2;
    /** All but SIGILL, SIGTRAP, SIGBUS, SIGFPE and SIGSEGV, which the JVM raises itself and handles. */
    private static final long SIGNALS = ~(1L << 3 | 1L << 4 | 1L << 6 | 1L << 7 | 1L << 10);

    private static final int SIGNAL_SET_BYTES = 8;
    private static final int STACK_BYTES = 8192;
    private static final int READ_WRITE = 3;
    private static final int READ_EXECUTE = 5;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int RESULT = 16;

    private final Syscalls syscalls;
    private final Pointer code;

    NamespaceCode(Syscalls syscalls) {
        this.syscalls = syscalls;
        this.code = map(syscalls, bytes());
    }

    private static byte[] bytes() {
        String name = "launch/socket-" + ("aarch64".equals(System.getProperty("os.arch")) ? "aarch64" : "x86_64");
        try (InputStream in = NamespaceCode.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new LinuxException(Errno.ENOENT, "code " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static Pointer map(Syscalls syscalls, byte[] bytes) {
        long at = syscalls.call(() -> "map code", MMAP, 0, bytes.length, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0);
        Pointer code = Pointer.wrap(syscalls.runtime, at, bytes.length);
        code.put(0, bytes, 0, bytes.length);
        syscalls.call(() -> "make code executable", MPROTECT, at, bytes.length, READ_EXECUTE, 0);
        return code;
    }

    /** Makes a socket; returns its number. */
    int socket(Fd namespace, int domain, int type, int protocol) {
        var scratch = syscalls.scratch();
        Pointer request = scratch.take(RESULT + 4);
        request.putInt(0, namespace.number());
        request.putInt(4, domain);
        request.putInt(8, type);
        request.putInt(12, protocol);
        run(request, scratch);
        int result = request.getInt(RESULT);
        if (result < 0) {
            throw new LinuxException(-result, "make a socket in another network namespace");
        }
        return result;
    }

    /** The child has the handlers of the JVM, which are not for it: signals wait. */
    private void run(Pointer request, Syscalls.Scratch scratch) {
        Pointer stack = scratch.takeUncleared(STACK_BYTES);
        Pointer top = stack.slice(STACK_BYTES - 16 - (stack.address() & 15));
        Pointer masks = scratch.take(2 * SIGNAL_SET_BYTES);
        masks.putLong(0, SIGNALS);
        setMask(masks.address(), masks.address() + SIGNAL_SET_BYTES);
        int child;
        int errno;
        try {
            child = syscalls.libc.clone(code, top, FLAGS, request);
            errno = LastError.getLastError(syscalls.runtime);
        } finally {
            setMask(masks.address() + SIGNAL_SET_BYTES, 0);
        }
        if (child < 0) {
            throw new LinuxException(errno, "clone");
        }
        syscalls.call(() -> "wait " + child, WAIT4, child, 0, WALL, 0);
    }

    private void setMask(long mask, long before) {
        syscalls.call(() -> "rt_sigprocmask", RT_SIGPROCMASK, SIG_SETMASK, mask, before, SIGNAL_SET_BYTES);
    }
}
