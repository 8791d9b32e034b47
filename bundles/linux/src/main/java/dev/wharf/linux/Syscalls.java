package dev.wharf.linux;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Makes system calls. Thread-safe: each thread has its own scratch memory for texts and structures. */
final class Syscalls {
    /** "Relative to the working directory", as in openat(2). */
    static final int AT_FDCWD = -100;

    private static final int SCRATCH_BYTES = 192 * 1024;

    final LibC libc = LibraryLoader.create(LibC.class).load("c");
    final Runtime runtime = Runtime.getRuntime(libc);
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(() -> new Scratch(allocate(SCRATCH_BYTES)));

    Pointer allocate(int bytes) {
        return Memory.allocateDirect(runtime, bytes, true);
    }

    /** The thread's scratch memory, emptied. Valid until the thread asks again. */
    Scratch scratch() {
        return scratch.get().reset();
    }

    /** Makes a call; returns its result, or the negated error number. */
    long raw(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        long result = libc.syscall(number, a0, a1, a2, a3, a4, a5);
        return result == -1 ? -LastError.getLastError(runtime) : result;
    }

    private long repeated(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        long result = raw(number, a0, a1, a2, a3, a4, a5);
        while (result == -Errno.EINTR) {
            result = raw(number, a0, a1, a2, a3, a4, a5);
        }
        return result;
    }

    /** Makes a call again as long as a signal interrupts it; throws on failure. */
    long call(Supplier<String> what, int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        long result = repeated(number, a0, a1, a2, a3, a4, a5);
        if (result < 0) {
            throw new LinuxException((int) -result, what.get());
        }
        return result;
    }

    /** As the other ones; what failed is told by a verb and its object, which costs nothing when nothing fails. */
    long call(String verb, Object object, int number, long a0, long a1, long a2, long a3) {
        long result = repeated(number, a0, a1, a2, a3, 0, 0);
        if (result < 0) {
            throw new LinuxException((int) -result, verb + ' ' + object);
        }
        return result;
    }

    long call(Supplier<String> what, int number, long a0, long a1, long a2, long a3) {
        return call(what, number, a0, a1, a2, a3, 0, 0);
    }

    /** The address of the rest of a direct buffer; jnr-ffi's wrapper counts the position. */
    long address(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("not a direct buffer");
        }
        return Pointer.wrap(runtime, buffer).address();
    }

    /** Memory of one thread, handed out piece by piece. */
    static final class Scratch {
        private final Pointer memory;
        private int used;

        Scratch(Pointer memory) {
            this.memory = memory;
        }

        private Scratch reset() {
            used = 0;
            return this;
        }

        /** A text with its closing NUL; returns its address. */
        long text(String text) {
            byte[] bytes = FileNames.encode(text);
            Pointer place = take(bytes.length + 1);
            place.put(0, bytes, 0, bytes.length);
            place.putByte(bytes.length, (byte) 0);
            return place.address();
        }

        /** The address of a text, or 0 for an empty one. */
        long textOrNull(String text) {
            return text.isEmpty() ? 0 : text(text);
        }

        /** Zeroed memory. */
        Pointer take(int bytes) {
            Pointer place = takeUncleared(bytes);
            place.setMemory(0, bytes, (byte) 0);
            return place;
        }

        /** Memory with anything in it, for large answers of the kernel. */
        Pointer takeUncleared(int bytes) {
            int start = (used + 7) & ~7;
            if (start + bytes > SCRATCH_BYTES) {
                throw new LinuxException(Errno.ENAMETOOLONG, "system call with " + bytes + " bytes of arguments");
            }
            used = start + bytes;
            return Pointer.wrap(memory.getRuntime(), memory.address() + start, bytes);
        }
    }
}
