package dev.wharf.logdriver.syslog;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server is; as parseAddress of Docker 20.10, daemon/logger/syslog/syslog.go.
 *
 * @param transport how messages travel
 * @param host name or number; empty for a socket of this host
 * @param port of the host; 0 for a socket of this host
 * @param path of a socket of this host; empty for {@link Transport#LOCAL}
 */
record SyslogAddress(Transport transport, String host, int port, String path) {
    private static final int DEFAULT_PORT = 514;
    private static final int HIGHEST_PORT = 0xffff;
    /** A user's name before the host and a path behind it are passed over, as Go's net/url lets Docker do. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[^/@]*@)?(\\[([^\\]/]*)\\]|[^:/\\[\\]]*)(?::([^:/]*))?(?:[/?#].*)?");

    SyslogAddress {
        requireNonNull(transport, "transport");
        requireNonNull(host, "host");
        requireNonNull(path, "path");
    }

    /**
     * Reads an address.
     *
     * @param text empty for the socket of this host
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT with Docker's text
     */
    static SyslogAddress of(String text) {
        if (text.isEmpty()) {
            return new SyslogAddress(Transport.LOCAL, "", 0, "");
        }
        Transport transport = Transport.of(text)
                .orElseThrow(() -> Invalid.option("syslog-address should be in form proto://address, got " + text));
        String rest = text.substring(transport.scheme().length() + 3);
        return transport.isSocketFile() ? socketFile(transport, rest) : host(transport, text, rest);
    }

    private static SyslogAddress socketFile(Transport transport, String path) {
        if (!path.startsWith("/") || !Files.exists(Path.of(path))) {
            throw Invalid.option("stat " + path + ": no such file or directory");
        }
        return new SyslogAddress(transport, "", 0, path);
    }

    private static SyslogAddress host(Transport transport, String text, String authority) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw Invalid.option("address " + authority + ": too many colons in address");
        }
        String host = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
        String port = matcher.group(3) == null ? "" : matcher.group(3);
        return new SyslogAddress(transport, host.isEmpty() ? "localhost" : host, port(text, port), "");
    }

    private static int port(String text, String port) {
        if (port.isEmpty()) {
            return DEFAULT_PORT;
        }
        boolean valid = port.matches("\\d{1,5}") && Integer.parseInt(port) <= HIGHEST_PORT;
        if (!valid) {
            throw Invalid.option("parse \"" + text + "\": invalid port \":" + port + "\" after host");
        }
        return Integer.parseInt(port);
    }

    /** What messages call it: {@code tcp 10.0.0.1:514}. */
    @Override
    public String toString() {
        if (transport == Transport.LOCAL) {
            return "local syslog";
        }
        String place = transport.isSocketFile() ? path : (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        return (transport == Transport.TLS ? "tcp" : transport.scheme()) + " " + place;
    }
}
