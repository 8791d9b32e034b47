package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.nio.file.Path;
import java.time.Duration;
import jnr.ffi.Pointer;

/** Sockets through syscall(2). */
final class JnrSockets implements SocketCalls {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDTIMEO = 21;
    private static final int FAMILY_BYTES = 2;
    /** With the NUL behind it. */
    private static final int PATH_BYTES = 108;

    private final Syscalls syscalls;
    private final DescriptorCalls descriptors;

    JnrSockets(Syscalls syscalls, DescriptorCalls descriptors) {
        this.syscalls = syscalls;
        this.descriptors = descriptors;
    }

    @Override
    public Fd datagramSender(Path to, Duration patience) {
        return datagrams("connect to ", CONNECT, to, SO_SNDTIMEO, patience);
    }

    @Override
    public Fd datagramReceiver(Path at, Duration patience) {
        return datagrams("bind ", BIND, at, SO_RCVTIMEO, patience);
    }

    private Fd datagrams(String verb, int call, Path path, int option, Duration patience) {
        int type = SOCK_DGRAM | SOCK_CLOEXEC;
        Fd socket = new Fd((int) syscalls.call(() -> "socket", SOCKET, AF_UNIX, type, 0, 0), descriptors);
        try {
            limit(socket, option, patience);
            byte[] text = text(path);
            Pointer address = syscalls.scratch().take(FAMILY_BYTES + PATH_BYTES);
            address.putShort(0, (short) AF_UNIX);
            address.put(FAMILY_BYTES, text, 0, text.length);
            long length = FAMILY_BYTES + text.length + 1L;
            syscalls.call(() -> verb + path, call, socket.number(), address.address(), length, 0);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private static byte[] text(Path path) {
        byte[] text = FileNames.encode(path.toString());
        if (text.length >= PATH_BYTES) {
            throw new LinuxException(Errno.ENAMETOOLONG, "socket " + path);
        }
        return text;
    }

    private void limit(Fd socket, int option, Duration patience) {
        Pointer time = syscalls.scratch().take(16);
        time.putLong(0, patience.toSeconds());
        time.putLong(8, patience.toNanosPart() / 1000);
        syscalls.call(() -> "setsockopt", SETSOCKOPT, socket.number(), SOL_SOCKET, option, time.address(), 16, 0);
    }
}
