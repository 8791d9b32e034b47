package dev.wharf.networks.address;

import java.util.List;

/** The addresses and routes of the host. Thread-safe. */
@FunctionalInterface
public interface HostPrefixes {

    /** Those that there are at present; without routes to everything. */
    List<HostPrefix> all();
}
