package dev.wharf.dns.server;

import dev.wharf.dns.Names;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Names in a map. */
public final class KnownNames implements Names {
    private final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
    private final Map<InetAddress, String> names = new ConcurrentHashMap<>();

    /** Adds addresses of a name. */
    public KnownNames with(String name, String... texts) {
        for (String text : texts) {
            InetAddress address = address(text);
            addresses.computeIfAbsent(name, any -> new ArrayList<>()).add(address);
            names.put(address, name);
        }
        return this;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getAllByName(text)[0];
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Optional<List<InetAddress>> addresses(String name) {
        return Optional.ofNullable(addresses.get(name));
    }

    @Override
    public Optional<String> name(InetAddress address) {
        return Optional.ofNullable(names.get(address));
    }
}
