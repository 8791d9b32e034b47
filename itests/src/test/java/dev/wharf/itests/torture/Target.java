package dev.wharf.itests.torture;

import java.util.List;

/**
 * A bundle that is exchanged.
 *
 * @param kind of driver, as the daemon calls it; empty for what is no driver
 * @param name of the driver, or of the bundle
 * @param artifact how the name of its jar begins
 */
record Target(String kind, String name, String artifact) {
    /** The shipped drivers that work on any host. */
    static final List<Target> DRIVERS = List.of(
            new Target("graph", "overlay", "wharf-graphdriver-overlay"),
            new Target("graph", "vfs", "wharf-graphdriver-vfs"),
            new Target("exec", "native", "wharf-exec-native"),
            new Target("exec", "oci", "wharf-exec-oci"),
            new Target("log", "json-file", "wharf-logdriver-json-file"),
            new Target("log", "none", "wharf-logdriver-none"),
            new Target("volume", "local", "wharf-volume-local"),
            new Target("network", "bridge", "wharf-network-bridge"),
            new Target("network", "macvlan", "wharf-network-macvlan"));

    /** What else may change in a running daemon. */
    static final List<Target> EDITIONS = List.of(
            new Target("", "api-http", "wharf-api-http"),
            new Target("", "engine", "wharf-engine"),
            new Target("", "images", "wharf-images"),
            new Target("", "networks", "wharf-networks"),
            new Target("", "dns", "wharf-dns"));

    boolean isDriver() {
        return !kind.isEmpty();
    }

    @Override
    public String toString() {
        return isDriver() ? kind + " driver " + name : name;
    }
}
