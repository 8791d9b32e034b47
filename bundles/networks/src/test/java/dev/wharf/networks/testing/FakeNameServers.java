package dev.wharf.networks.testing;

import dev.wharf.dns.NameServers;
import dev.wharf.dns.NameService;
import dev.wharf.dns.Names;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what is served where. */
public final class FakeNameServers implements NameServers {
    private final Map<Path, Names> served = new ConcurrentHashMap<>();

    /** The names by namespace. */
    public Map<Path, Names> served() {
        return served;
    }

    @Override
    public NameService serve(Path namespace, Names names, List<InetSocketAddress> upstream) {
        served.put(namespace, names);
        return () -> served.remove(namespace, names);
    }
}
