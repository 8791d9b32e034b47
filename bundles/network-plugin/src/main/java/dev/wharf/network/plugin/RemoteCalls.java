package dev.wharf.network.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.network.plugin.protocol.Plugin;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;

/**
 * Calls of one interface of a plugin.
 *
 * @param plugin to call
 * @param prefix of its methods
 */
record RemoteCalls(Plugin plugin, String prefix) {

    /** Calls a method; the plugin's own errors begin as with libnetwork, drivers/remote/driver.go. */
    JsonNode call(String method, JsonNode argument) {
        try {
            return plugin.call(prefix + method, argument);
        } catch (DriverException e) {
            boolean isOwn = e.kind() == Kind.INTERNAL && e.getCause() == null && !isProtocol(e);
            throw isOwn ? new DriverException(Kind.INTERNAL, "remote: " + e.getMessage(), e) : e;
        }
    }

    private static boolean isProtocol(DriverException e) {
        return String.valueOf(e.getMessage()).startsWith("Plugin Error: ");
    }
}
