package dev.wharf.logdriver.syslog;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Datagrams to a socket file. */
final class UnixDatagramConnection implements Connection {
    private final DescriptorCalls calls;
    private final Fd socket;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(4096);

    /**
     * Connects.
     *
     * @throws LinuxException when nobody listens at the path
     */
    UnixDatagramConnection(Kernel kernel, Path path) {
        calls = kernel.descriptors();
        socket = kernel.sockets().datagramSender(path, Patience.LIMIT);
    }

    @Override
    public boolean isStream() {
        return false;
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public void send(byte[] bytes, int length) throws IOException {
        if (buffer.capacity() < length) {
            buffer = ByteBuffer.allocateDirect(length * 2);
        }
        buffer.clear().put(bytes, 0, length).flip();
        try {
            calls.write(socket, buffer);
        } catch (LinuxException e) {
            throw e.is(Errno.EAGAIN) ? new SocketTimeoutException("timed out") : new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
