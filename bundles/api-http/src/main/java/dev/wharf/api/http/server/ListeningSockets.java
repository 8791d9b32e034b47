package dev.wharf.api.http.server;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sockets of a daemon, in the order of its addresses. */
final class ListeningSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningSockets.class);

    private final List<ListeningSocket> all = new ArrayList<>();

    private ListeningSockets() {}

    /**
     * Listens on all addresses.
     *
     * @param group owner of unix sockets; empty for {@code docker} where that group exists
     * @param kept tells what is bound to an address already
     * @throws IOException when one of them cannot be had; then it listens on none
     */
    static ListeningSockets open(
            List<ListenAddress> addresses, String group, Function<ListenAddress, Optional<ServerSocketChannel>> kept)
            throws IOException {
        ListeningSockets sockets = new ListeningSockets();
        try {
            for (ListenAddress address : addresses) {
                Optional<ServerSocketChannel> bound = kept.apply(address);
                sockets.all.add(bound.isPresent() ? address.adopt(bound.get(), group) : address.bind(group));
            }
            return sockets;
        } catch (IOException e) {
            sockets.close();
            throw new IOException(sentence(e), e);
        }
    }

    /** The message of a file system error is the path alone. */
    private static String sentence(IOException failure) {
        return failure instanceof FileSystemException file
                ? file.getClass().getSimpleName() + ": " + file.getMessage()
                : String.valueOf(failure.getMessage());
    }

    Stream<ListeningSocket> stream() {
        return all.stream();
    }

    /** The TCP ports. */
    List<Integer> ports() {
        return all.stream().flatMap(socket -> socket.port().stream()).toList();
    }

    /** The first one in the file system. */
    Optional<Path> file() {
        return all.stream()
                .map(ListeningSocket::address)
                .filter(ListenAddress.Unix.class::isInstance)
                .map(address -> ((ListenAddress.Unix) address).path())
                .findFirst();
    }

    @Override
    public void close() {
        for (ListeningSocket socket : all) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.warn("{} cannot be closed", socket.address(), e);
            }
        }
    }
}
