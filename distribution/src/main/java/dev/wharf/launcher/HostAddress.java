package dev.wharf.launcher;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a daemon listens.
 *
 * @param text in full: {@code unix:///path} or {@code tcp://host:port}
 * @param socket to connect to
 */
record HostAddress(String text, SocketAddress socket) {
    /** Where docker clients look. */
    static final String STANDARD = "unix:///var/run/docker.sock";

    /** A path in {@code sockaddr_un}, see unix(7), has room for 107 bytes. */
    private static final int LONGEST_PATH = 107;

    private static final int STANDARD_PORT = 2375;
    private static final Pattern TCP = Pattern.compile("tcp://([^:/\\[\\]]*|\\[[0-9a-fA-F:]+])(?::(\\d{1,5}))?/?");
    private static final Pattern BARE = Pattern.compile("(?:[a-zA-Z0-9.-]*:)?\\d{1,5}");

    /**
     * Reads an address. An empty host means 127.0.0.1, as in Docker 1.9 ({@code opts/hosts.go}).
     *
     * @throws UsageException with a hint when the form is another one
     */
    static HostAddress parse(String text) {
        if (text.startsWith("unix://")) {
            return unix(text.substring("unix://".length()));
        }
        Matcher tcp = TCP.matcher(text);
        if (tcp.matches()) {
            return tcp(text, tcp);
        }
        if (text.startsWith("/") || text.startsWith("./")) {
            throw bad(text, "did you mean unix://" + text + "?");
        }
        if (BARE.matcher(text).matches()) {
            throw bad(text, "did you mean tcp://" + (text.contains(":") ? text : "127.0.0.1:" + text) + "?");
        }
        throw bad(text, "it must begin with unix:// or tcp://");
    }

    boolean isUnix() {
        return socket instanceof UnixDomainSocketAddress;
    }

    private static HostAddress unix(String path) {
        String full = path.isEmpty() ? STANDARD.substring("unix://".length()) : path;
        if (!full.startsWith("/")) {
            throw bad("unix://" + path, "the path must be absolute");
        }
        if (full.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw bad("unix://" + path, "the path is longer than " + LONGEST_PATH + " bytes");
        }
        return new HostAddress("unix://" + full, UnixDomainSocketAddress.of(full));
    }

    private static HostAddress tcp(String text, Matcher parts) {
        String host = parts.group(1).isEmpty() ? "127.0.0.1" : parts.group(1);
        int port = parts.group(2) == null ? STANDARD_PORT : Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65_535) {
            throw bad(text, "the port must lie between 1 and 65535");
        }
        return new HostAddress("tcp://" + host + ":" + port, new InetSocketAddress(host, port));
    }

    private static UsageException bad(String text, String hint) {
        return UsageException.of("invalid address for -H: " + text + ": " + hint);
    }
}
