package dev.wharf.itests.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.itests.Host;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a plugin of networks and addresses knows: a bridge for each network, a pair of interfaces for each container that joins,
 * pools of 10.199.N.0/24. Thread-safe.
 */
public final class ToyNetworks {
    private final Host host;
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final Map<String, String> bridges = new TreeMap<>(); // by network
    private final Map<String, String> endpoints = new TreeMap<>(); // the name of the host's interface
    private final Set<String> pools = new TreeSet<>();
    private final Set<String> addresses = new TreeSet<>();
    private final AtomicInteger count = new AtomicInteger();

    /** On a host. */
    public ToyNetworks(Host host) {
        this.host = host;
    }

    /** What it holds: bridges, endpoints, pools and addresses. */
    public String holdings() {
        lock.lock();
        try {
            return bridges.size() + " networks, " + endpoints.size() + " endpoints, " + pools + " " + addresses;
        } finally {
            lock.unlock();
        }
    }

    /** Answers a call; the empty text for a method that it does not have. */
    public String answer(String method, JsonNode argument) {
        lock.lock();
        try {
            return answerAlone(method, argument);
        } finally {
            lock.unlock();
        }
    }

    private String answerAlone(String method, JsonNode argument) {
        String network = argument.path("NetworkID").asText();
        String endpoint = argument.path("EndpointID").asText();
        return switch (method) {
            case "Plugin.Activate" -> "{\"Implements\":[\"NetworkDriver\",\"IpamDriver\"]}";
            case "NetworkDriver.GetCapabilities" -> "{\"Scope\":\"local\"}";
            case "NetworkDriver.CreateNetwork" -> create(network, argument);
            case "NetworkDriver.DeleteNetwork" -> delete(network);
            case "NetworkDriver.CreateEndpoint" -> create(endpoint);
            case "NetworkDriver.DeleteEndpoint" -> remove(endpoint);
            case "NetworkDriver.Join" -> join(network, endpoint);
            case "NetworkDriver.Leave" -> "{}";
            case "IpamDriver.GetDefaultAddressSpaces" -> "{\"LocalDefaultAddressSpace\":\"toys\","
                    + "\"GlobalDefaultAddressSpace\":\"all toys\"}";
            case "IpamDriver.RequestPool" -> pool(argument);
            case "IpamDriver.ReleasePool" -> free(pools, argument.path("PoolID").asText());
            case "IpamDriver.RequestAddress" -> address(argument);
            case "IpamDriver.ReleaseAddress" -> free(
                    addresses, argument.path("Address").asText());
            default -> "";
        };
    }

    private String create(String network, JsonNode argument) {
        String bridge = "toybr" + count.incrementAndGet();
        String gateway = argument.path("IPv4Data").path(0).path("Gateway").asText();
        ip("link", "add", bridge, "type", "bridge");
        ip("address", "add", gateway, "dev", bridge);
        ip("link", "set", bridge, "up");
        bridges.put(network, bridge);
        return "{}";
    }

    private String delete(String network) {
        String bridge = bridges.remove(network);
        if (bridge == null) {
            return "{\"Err\":\"no such network\"}";
        }
        ip("link", "delete", bridge);
        return "{}";
    }

    private String create(String endpoint) {
        endpoints.put(endpoint, "");
        return "{\"Interface\":{\"MacAddress\":\"0e:00:00:00:00:%02x\"}}".formatted(count.incrementAndGet());
    }

    private String remove(String endpoint) {
        String device = endpoints.remove(endpoint);
        if (device == null) {
            return "{\"Err\":\"no such endpoint\"}";
        }
        host.run("ip", "link", "delete", device); // it may have gone with its container
        return "{}";
    }

    private String join(String network, String endpoint) {
        int number = count.incrementAndGet();
        String bridge = bridges.getOrDefault(network, "");
        ip("link", "add", "toyh" + number, "type", "veth", "peer", "name", "toyc" + number);
        ip("link", "set", "toyh" + number, "master", bridge, "up");
        endpoints.put(endpoint, "toyh" + number);
        return "{\"InterfaceName\":{\"SrcName\":\"toyc%d\",\"DstPrefix\":\"eth\"},\"Gateway\":\"%s\"}"
                .formatted(number, gatewayOf(bridge));
    }

    private String gatewayOf(String bridge) {
        return host.run("ip", "-4", "-o", "address", "show", bridge)
                .text()
                .replaceAll("(?s).* inet ([0-9.]+)/.*", "$1");
    }

    private String pool(JsonNode argument) {
        String asked = argument.path("Pool").asText();
        String pool = asked.isEmpty() ? "10.199." + count.incrementAndGet() + ".0/24" : asked;
        pools.add(pool);
        return "{\"PoolID\":\"%s\",\"Pool\":\"%s\",\"Data\":{}}".formatted(pool, pool);
    }

    private String address(JsonNode argument) {
        String[] pool = argument.path("PoolID").asText().split("/", 2);
        String prefix = pool[0].substring(0, pool[0].lastIndexOf('.') + 1);
        String asked = argument.path("Address").asText();
        String address = asked.isEmpty() ? free(prefix) : asked;
        if (!addresses.add(address)) {
            return "{\"Err\":\"" + address + " is taken\"}";
        }
        return "{\"Address\":\"%s/%s\",\"Data\":{}}".formatted(address, pool[1]);
    }

    private String free(String prefix) {
        int last = 1;
        while (addresses.contains(prefix + last)) {
            last++;
        }
        return prefix + last;
    }

    private static String free(Set<String> held, String goner) {
        return held.remove(goner) ? "{}" : "{\"Err\":\"" + goner + " is not held\"}";
    }

    private void ip(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "ip";
        System.arraycopy(words, 0, command, 1, words.length);
        host.run(command).text();
    }
}
