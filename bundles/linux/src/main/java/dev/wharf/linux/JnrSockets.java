package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jnr.ffi.Pointer;

/** Sockets through syscall(2). */
final class JnrSockets implements SocketCalls {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDTIMEO = 21;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** struct msghdr and struct cmsghdr of recvmsg(2), on 64 bits. */
    private static final int MESSAGE_BYTES = 56;

    private static final int CONTROL_HEADER = 16;
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

    @Override
    public Fd[] pair() {
        Pointer pair = syscalls.scratch().take(8);
        int type = SOCK_SEQPACKET | SOCK_CLOEXEC;
        syscalls.call(() -> "socketpair", SOCKETPAIR, AF_UNIX, type, 0, pair.address());
        return new Fd[] {new Fd(pair.getInt(0), descriptors), new Fd(pair.getInt(4), descriptors)};
    }

    @Override
    public void send(Fd socket, byte[] message, List<Fd> gifts) {
        Syscalls.Scratch scratch = syscalls.scratch();
        Pointer text = scratch.take(message.length);
        text.put(0, message, 0, message.length);
        Pointer vector = scratch.take(16);
        vector.putLong(0, text.address());
        vector.putLong(8, message.length);
        int length = CONTROL_HEADER + gifts.size() * 4;
        Pointer control = scratch.take(length + 4);
        control.putLong(0, length);
        control.putInt(8, SOL_SOCKET);
        control.putInt(12, SCM_RIGHTS);
        for (int i = 0; i < gifts.size(); i++) {
            control.putInt(CONTROL_HEADER + i * 4L, gifts.get(i).number());
        }
        Pointer header = scratch.take(MESSAGE_BYTES);
        header.putLong(16, vector.address());
        header.putLong(24, 1);
        header.putLong(32, control.address());
        header.putLong(40, length);
        syscalls.call(() -> "sendmsg", SENDMSG, socket.number(), header.address(), MSG_NOSIGNAL, 0);
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
