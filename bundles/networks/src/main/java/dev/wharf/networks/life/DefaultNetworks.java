package dev.wharf.networks.life;

import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.record.NetworkRecord;
import dev.wharf.networks.record.NetworkRecord.Addresses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The networks that are always there. Their ids stay the same; what the command line says of the default bridge holds from the
 * next start of the daemon.
 */
final class DefaultNetworks {
    private static final String BRIDGE = "bridge";
    private static final Addresses NO_ADDRESSES = new Addresses(Pools.OWN, Map.of(), List.of());

    private final Surroundings around;
    private final NetworkSettings settings;
    private final Ids ids = new Ids();

    DefaultNetworks(Surroundings around) {
        this.around = around;
        this.settings = around.settings();
    }

    /** Adds all networks to the table: those of clients as they were, and the predefined ones. */
    void load() {
        List<NetworkRecord> records = around.store().all();
        records.stream()
                .filter(record -> !LiveNetwork.PREDEFINED.contains(record.name()))
                .forEach(record -> {
                    around.addresses().reopen(record);
                    around.networks().add(new LiveNetwork(record));
                });
        add("none", "null", records);
        add("host", "host", records);
        if (!settings.bridge().equals("none")) {
            addBridge(old(BRIDGE, records));
        }
    }

    private static Optional<NetworkRecord> old(String name, List<NetworkRecord> records) {
        return records.stream().filter(record -> record.name().equals(name)).findFirst();
    }

    private void add(String name, String driver, List<NetworkRecord> records) {
        Optional<NetworkRecord> old = old(name, records);
        keep(old, record(name, driver, old, NO_ADDRESSES));
    }

    private void addBridge(Optional<NetworkRecord> old) {
        Addresses addresses = new DefaultSubnets(settings, around.addresses().own()).reserve(old, bridgeName());
        keep(old, record(BRIDGE, BRIDGE, old, addresses));
    }

    private NetworkRecord record(String name, String driver, Optional<NetworkRecord> old, Addresses addresses) {
        boolean isBridge = name.equals(BRIDGE);
        return new NetworkRecord(
                old.map(NetworkRecord::id).orElseGet(ids::next),
                name,
                old.map(NetworkRecord::created).orElseGet(() -> around.clock().instant()),
                "local",
                driver,
                isBridge && settings.ipv6(),
                false,
                addresses,
                isBridge ? bridgeOptions() : Map.of(),
                Map.of());
    }

    private void keep(Optional<NetworkRecord> old, NetworkRecord record) {
        if (!old.equals(Optional.of(record))) {
            around.store().put(record);
        }
        around.networks().add(new LiveNetwork(record));
    }

    private String bridgeName() {
        return settings.bridge().isEmpty() ? "docker0" : settings.bridge();
    }

    /** As Docker 1.9 shows them; daemon/daemon_unix.go. */
    private Map<String, String> bridgeOptions() {
        Map<String, String> options = new TreeMap<>();
        options.put("com.docker.network.bridge.default_bridge", "true");
        options.put("com.docker.network.bridge.enable_icc", String.valueOf(settings.icc()));
        options.put("com.docker.network.bridge.enable_ip_masquerade", String.valueOf(settings.ipMasq()));
        options.put("com.docker.network.bridge.host_binding_ipv4", settings.ip().isEmpty() ? "0.0.0.0" : settings.ip());
        options.put("com.docker.network.bridge.name", bridgeName());
        options.put("com.docker.network.driver.mtu", settings.mtu() == 0 ? "1500" : String.valueOf(settings.mtu()));
        return options;
    }
}
