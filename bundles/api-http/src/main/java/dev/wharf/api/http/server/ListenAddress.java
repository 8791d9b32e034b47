package dev.wharf.api.http.server;

import java.nio.file.Path;

/** Where to listen, as dockerd's {@code -H} names it. */
sealed interface ListenAddress {
    /** Opens listeners, one kind of address at a time. */
    interface Listeners {
        /** Listens on a socket in the file system. */
        void unix(Unix address);

        /** Listens on a TCP port. */
        void tcp(Tcp address);
    }

    /** Whether other hosts can come in. */
    boolean isOpenToOthers();

    /** Has a listener opened. */
    void listen(Listeners listeners);

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
        public void listen(Listeners listeners) {
            listeners.unix(this);
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
        public void listen(Listeners listeners) {
            listeners.tcp(this);
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
