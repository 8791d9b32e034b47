package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import jnr.ffi.Pointer;

/** Sockets through syscall(2). */
final class JnrNetworking implements NetworkCalls {
    private static final int SOCK_CLOEXEC = 02000000;

    private final Syscalls syscalls;
    private final DescriptorCalls descriptors;
    private final AtomicReference<NamespaceCode> code = new AtomicReference<>();

    JnrNetworking(Syscalls syscalls, DescriptorCalls descriptors) {
        this.syscalls = syscalls;
        this.descriptors = descriptors;
    }

    @Override
    public Fd socket(int domain, int type, int protocol) {
        return fd(syscalls.call(() -> "socket", SOCKET, domain, type | SOCK_CLOEXEC, protocol, 0));
    }

    @Override
    public Fd socket(Path namespace, int domain, int type, int protocol) {
        try (Fd opened = open(namespace)) {
            return fd(code().socket(opened, domain, type | SOCK_CLOEXEC, protocol));
        }
    }

    /** Mapped when it is needed first. */
    private NamespaceCode code() {
        NamespaceCode mapped = code.get();
        if (mapped == null) {
            mapped = new NamespaceCode(syscalls);
            code.set(mapped);
        }
        return mapped;
    }

    private Fd open(Path namespace) {
        long path = syscalls.scratch().text(namespace.toString());
        int flags = Flags.O_RDONLY | SOCK_CLOEXEC;
        return fd(syscalls.call(() -> "open " + namespace, OPENAT, Syscalls.AT_FDCWD, path, flags, 0));
    }

    private Fd fd(long number) {
        return new Fd((int) number, descriptors);
    }

    @Override
    public void setOption(Fd socket, int level, int option, int value) {
        Pointer word = syscalls.scratch().take(4);
        word.putInt(0, value);
        syscalls.call(() -> "setsockopt " + option, SETSOCKOPT, socket.number(), level, option, word.address(), 4, 0);
    }

    @Override
    public void bind(Fd socket, InetSocketAddress address) {
        withAddress("bind to ", BIND, socket, address);
    }

    @Override
    public void connect(Fd socket, InetSocketAddress address) {
        withAddress("connect to ", CONNECT, socket, address);
    }

    private void withAddress(String verb, int number, Fd socket, InetSocketAddress address) {
        Pointer place = syscalls.scratch().take(SocketAddresses.BYTES);
        int length = SocketAddresses.write(address, place);
        syscalls.call(() -> verb + address, number, socket.number(), place.address(), length, 0);
    }

    @Override
    public void listen(Fd socket, int backlog) {
        syscalls.call(() -> "listen", LISTEN, socket.number(), backlog, 0, 0);
    }

    @Override
    public Fd accept(Fd listener) {
        int status = descriptors.fcntl(listener, Flags.F_GETFL, 0);
        int flags = SOCK_CLOEXEC | (status & Flags.SOCK_NONBLOCK);
        return fd(syscalls.call(() -> "accept", ACCEPT4, listener.number(), 0, 0, flags));
    }

    @Override
    public InetSocketAddress localAddress(Fd socket) {
        Pointer place = syscalls.scratch().take(SocketAddresses.BYTES + 4);
        place.putInt(SocketAddresses.BYTES, SocketAddresses.BYTES);
        long length = place.address() + SocketAddresses.BYTES;
        syscalls.call(() -> "getsockname", GETSOCKNAME, socket.number(), place.address(), length, 0);
        return SocketAddresses.read(place);
    }

    @Override
    public void sendTo(Fd socket, ByteBuffer datagram, InetSocketAddress address) {
        Pointer place = syscalls.scratch().take(SocketAddresses.BYTES);
        int length = SocketAddresses.write(address, place);
        send(() -> "send to " + address, socket, datagram, place.address(), length);
    }

    @Override
    public void send(Fd socket, ByteBuffer datagram) {
        send(() -> "send", socket, datagram, 0, 0);
    }

    private void send(Supplier<String> what, Fd socket, ByteBuffer datagram, long address, long length) {
        long bytes = syscalls.address(datagram);
        int count = datagram.remaining();
        long sent = syscalls.call(what, SENDTO, socket.number(), bytes, count, 0, address, length);
        datagram.position(datagram.position() + (int) sent);
    }

    @Override
    public InetSocketAddress receiveFrom(Fd socket, ByteBuffer buffer) {
        Pointer place = syscalls.scratch().take(SocketAddresses.BYTES + 4);
        place.putInt(SocketAddresses.BYTES, SocketAddresses.BYTES);
        long length = place.address() + SocketAddresses.BYTES;
        receive(socket, buffer, 0, place.address(), length);
        return SocketAddresses.read(place);
    }

    @Override
    public int receive(Fd socket, ByteBuffer buffer, int flags) {
        return receive(socket, buffer, flags, 0, 0);
    }

    private int receive(Fd socket, ByteBuffer buffer, int flags, long address, long length) {
        long bytes = syscalls.address(buffer);
        int received = (int) syscalls.call(
                () -> "receive", RECVFROM, socket.number(), bytes, buffer.remaining(), flags, address, length);
        buffer.position(buffer.position() + Math.min(received, buffer.remaining()));
        return received;
    }
}
