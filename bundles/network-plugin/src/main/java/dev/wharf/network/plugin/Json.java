package dev.wharf.network.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values in the JSON of plugins. What a plugin tells is checked. */
final class Json {
    /** An address, never a name that somebody would have to resolve. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode texts(Map<String, String> values) {
        ObjectNode node = object();
        values.forEach(node::put);
        return node;
    }

    static Map<String, String> texts(JsonNode node) {
        Map<String, String> values = new HashMap<>();
        node.properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() && !value.asText().isEmpty() ? Optional.of(value.asText()) : Optional.empty();
    }

    static Optional<InetAddress> address(JsonNode node, String name) {
        // some plugins tell a gateway with the length of its network
        return text(node, name).map(text -> address(text.split("/", 2)[0]));
    }

    static Optional<IpPrefix> prefix(JsonNode node, String name) {
        return text(node, name).map(Json::prefix);
    }

    static Optional<MacAddress> mac(JsonNode node, String name) {
        return text(node, name).map(text -> {
            try {
                return new MacAddress(text);
            } catch (IllegalArgumentException e) {
                throw nonsense(text);
            }
        });
    }

    static IpPrefix prefix(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length < 2 || !parts[1].matches("[0-9]{1,3}")) {
            throw nonsense(text);
        }
        try {
            return new IpPrefix(address(parts[0]), Integer.parseInt(parts[1]));
        } catch (IllegalArgumentException e) {
            throw nonsense(text);
        }
    }

    private static InetAddress address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw nonsense(text);
        }
        try {
            return InetAddress.getAllByName(text)[0];
        } catch (UnknownHostException e) {
            throw nonsense(text);
        }
    }

    private static DriverException nonsense(String text) {
        return new DriverException(Kind.INTERNAL, "the plugin told an invalid address: " + text);
    }
}
