package dev.wharf.network.bridge;

import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.NetworkId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Names that interfaces of the host get, at most 15 characters; and the marks by which they are known as ours. */
final class Names {
    private static final Pattern ENGINE_ID = Pattern.compile("[0-9a-f]{64}");
    private static final String MARK = "wharf";
    private static final int NETWORK_DIGITS = 12;
    private static final int ENDPOINT_DIGITS = 7;
    private static final int CHOICES = 4;

    private Names() {}

    /** The bridge of a network that names none. */
    static String bridge(NetworkId network) {
        return "br-" + digits(network);
    }

    /** What the host's end of a pair may be called, the best first: seven digits of two endpoints may be the same. */
    static List<String> hostEnds(EndpointId endpoint) {
        String hex = hex(endpoint.value());
        return java.util.stream.IntStream.range(0, CHOICES)
                .mapToObj(choice -> "veth" + hex.substring(choice * ENDPOINT_DIGITS, (choice + 1) * ENDPOINT_DIGITS))
                .toList();
    }

    /** The alias of a bridge that was made for a network; ip-link(8). */
    static String mark(NetworkId network) {
        return MARK + ':' + network;
    }

    /** The alias of the host's end of an endpoint. With the network, of which a part must do: an alias has 255 characters. */
    static String mark(NetworkId network, EndpointId endpoint) {
        return markOfEndpoints(network) + endpoint;
    }

    /** What the aliases of all endpoints of a network begin with. */
    static String markOfEndpoints(NetworkId network) {
        return MARK + ':' + digits(network) + ':';
    }

    /** Whether an alias is that of an endpoint, in whichever network. */
    static boolean isMarkOf(String alias, EndpointId endpoint) {
        return isMarkOfEndpoint(alias) && alias.endsWith(":" + endpoint);
    }

    /** Whether an alias is that of some endpoint. */
    static boolean isMarkOfEndpoint(String alias) {
        return alias.startsWith(MARK + ':') && alias.indexOf(':') != alias.lastIndexOf(':');
    }

    /** Whether an alias is that of a bridge that was made for some network, maybe by a daemon that forgot it. */
    static boolean isMarkOfNetwork(String alias) {
        return alias.startsWith(MARK + ':') && alias.indexOf(':') == alias.lastIndexOf(':');
    }

    /** What tells the rules of this driver from those of others of its kind on this host. */
    static String tag(String stateFolder) {
        return hex(stateFolder).substring(0, NETWORK_DIGITS);
    }

    private static String digits(NetworkId network) {
        return hex(network.value()).substring(0, NETWORK_DIGITS);
    }

    /** The engine's ids are random digits already. */
    private static String hex(String id) {
        if (ENGINE_ID.matcher(id).matches()) {
            return id;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java has SHA-256
        }
    }
}
