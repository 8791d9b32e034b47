package dev.wharf.api.http.server;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Where to listen, as dockerd's {@code -H} names it. */
sealed interface ListenAddress {
    /** Whether other hosts can come in. */
    boolean isOpenToOthers();

    /**
     * Binds it.
     *
     * @param group owner of a socket in the file system; empty for {@code docker} where that group exists
     * @throws IOException when it is not to be had
     */
    ListeningSocket bind(String group) throws IOException;

    /** Goes on with a socket that is bound there. */
    ListeningSocket adopt(ServerSocketChannel bound, String group) throws IOException;

    /**
     * A socket in the file system.
     *
     * @param path absolute
     */
    record Unix(Path path) implements ListenAddress {
        @Override
        public boolean isOpenToOthers() {
            return false;
        }

        @Override
        public ListeningSocket bind(String group) throws IOException {
            return ListeningSocket.unix(this, new SocketFile(path, group));
        }

        @Override
        public ListeningSocket adopt(ServerSocketChannel bound, String group) throws IOException {
            SocketFile file = new SocketFile(path, group);
            file.adopt();
            return new ListeningSocket(this, bound, Optional.of(file));
        }

        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /**
     * A TCP port.
     *
     * @param host name or address
     * @param port 0 for any free one
     */
    record Tcp(String host, int port) implements ListenAddress {
        @Override
        public boolean isOpenToOthers() {
            return !host.startsWith("127.") && !host.equals("localhost") && !host.equals("::1");
        }

        @Override
        public ListeningSocket bind(String group) throws IOException {
            return ListeningSocket.tcp(this);
        }

        @Override
        public ListeningSocket adopt(ServerSocketChannel bound, String group) {
            return new ListeningSocket(this, bound, Optional.empty());
        }

        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }

    /** Port of {@code tcp://host} in Docker 1.9 without TLS. */
    int DEFAULT_PORT = 2375;

    /** Host of {@code tcp://:port} in Docker 1.9. */
    String DEFAULT_HOST = "127.0.0.1";

    /** Path of {@code unix://} in Docker 1.9. */
    String DEFAULT_PATH = "/var/run/docker.sock";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence that tells what is wrong
     */
    static ListenAddress parse(String text) {
        if (text.startsWith("unix://")) {
            String path = text.substring("unix://".length());
            return new Unix(Path.of(path.isEmpty() ? DEFAULT_PATH : path).toAbsolutePath());
        }
        if (text.startsWith("tcp://")) {
            return tcp(text.substring("tcp://".length()), text);
        }
        throw new IllegalArgumentException("Invalid bind address: " + text + " (unix:///path or tcp://host:port)");
    }

    private static Tcp tcp(String hostAndPort, String text) {
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon >= 0 && colon > hostAndPort.lastIndexOf(']');
        String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
        int port = hasPort ? port(hostAndPort.substring(colon + 1), text) : DEFAULT_PORT;
        return new Tcp(host.isEmpty() ? DEFAULT_HOST : host.replaceAll("^\\[|]$", ""), port);
    }

    private static int port(String digits, String text) {
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException("Invalid bind address: " + text + ": the port is no number");
        }
        return Integer.parseInt(digits);
    }
}
