package dev.wharf.network.plugin.protocol;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a plugin listens. */
public sealed interface PluginAddress {

    /**
     * A socket of this host.
     *
     * @param socket its path
     */
    record Local(Path socket) implements PluginAddress {}

    /**
     * A port.
     *
     * @param host name or address
     * @param port number
     * @param tls empty for plain TCP
     */
    record Remote(String host, int port, Optional<TlsFiles> tls) implements PluginAddress {
        /** Checks all parts. */
        public Remote {
            requireNonNull(host, "host");
            requireNonNull(tls, "tls");
        }
    }

    /**
     * How a connection is secured.
     *
     * @param trusted certificates of whom the plugin's own is signed by; without them it is not checked
     * @param certificate of the engine
     * @param key of that certificate
     */
    record TlsFiles(Optional<Path> trusted, Optional<Path> certificate, Optional<Path> key) {
        /** Nobody is checked. */
        static final TlsFiles NONE = new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads an address of a plugin's file.
     *
     * @param tls for addresses that are not local; {@code https} implies it
     * @throws IllegalArgumentException {@code Unknown protocol} and others
     */
    static PluginAddress parse(String text, Optional<TlsFiles> tls) {
        URI uri = uri(text);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
        return switch (scheme) {
            case "unix" -> new Local(Path.of(uri.getPath()));
            case "tcp", "http" -> remote(uri, 80, tls);
            case "https" -> remote(uri, 443, Optional.of(tls.orElse(TlsFiles.NONE)));
            default -> throw new IllegalArgumentException("Unknown protocol " + text);
        };
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("invalid address of a plugin: " + text, e);
        }
    }

    private static Remote remote(URI uri, int usualPort, Optional<TlsFiles> tls) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("address of a plugin without a host: " + uri);
        }
        return new Remote(host, uri.getPort() < 0 ? usualPort : uri.getPort(), tls);
    }
}
