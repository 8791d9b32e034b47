package dev.wharf.network.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.network.plugin.protocol.Plugin;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.AddressDriver;
import dev.wharf.spi.network.IpPrefix;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** Addresses of a plugin; ipams/remote of libnetwork. */
final class RemoteAddressDriver implements AddressDriver {
    private static final String METHOD = "IpamDriver.";

    private final RemoteCalls calls;
    private volatile Optional<String> space = Optional.empty(); // the same whoever asks first

    RemoteAddressDriver(Plugin plugin) {
        this.calls = new RemoteCalls(plugin, METHOD);
    }

    /** The space of addresses of this host. */
    private String space() {
        Optional<String> known = space;
        if (known.isPresent()) {
            return known.get();
        }
        String told = Json.text(calls.call("GetDefaultAddressSpaces", Json.object()), "LocalDefaultAddressSpace")
                .orElse("");
        space = Optional.of(told);
        return told;
    }

    @Override
    public Pool requestPool(PoolRequest request) {
        ObjectNode argument = Json.object()
                .put("AddressSpace", space())
                .put("Pool", request.pool().map(IpPrefix::toString).orElse(""))
                .put("SubPool", request.range().map(IpPrefix::toString).orElse(""))
                .put("V6", request.pool().map(IpPrefix::isIpv6).orElse(request.isIpv6()));
        argument.set("Options", Json.texts(request.options()));
        JsonNode answer = calls.call("RequestPool", argument);
        return new Pool(
                Json.text(answer, "PoolID").orElse(""),
                Json.prefix(answer, "Pool").orElseThrow(() -> missing("pool")),
                Json.texts(answer.path("Data")));
    }

    @Override
    public void releasePool(String pool) {
        JsonNode ignored = calls.call("ReleasePool", Json.object().put("PoolID", pool));
    }

    @Override
    public IpPrefix requestAddress(String pool, Optional<InetAddress> wanted, Map<String, String> options) {
        ObjectNode argument = Json.object()
                .put("PoolID", pool)
                .put("Address", wanted.map(InetAddress::getHostAddress).orElse(""));
        argument.set("Options", Json.texts(options));
        return Json.prefix(calls.call("RequestAddress", argument), "Address").orElseThrow(() -> missing("address"));
    }

    @Override
    public void releaseAddress(String pool, InetAddress address) {
        JsonNode ignored = calls.call(
                "ReleaseAddress", Json.object().put("PoolID", pool).put("Address", address.getHostAddress()));
    }

    private static DriverException missing(String what) {
        return new DriverException(Kind.INTERNAL, "the plugin told no " + what);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
