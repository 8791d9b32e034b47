package dev.wharf.networks.record;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Addresses of a network.
 *
 * @param poolId by which the address driver knows them
 * @param pool such as {@code 172.18.0.0/16}
 * @param range the part that containers get; empty for all of the pool
 * @param gateway address of the router; empty for none
 * @param auxiliary addresses that containers do not get, by a name that says why
 * @param isChosen whether the engine chose the pool
 */
public record SubnetRecord(
        String poolId, String pool, String range, String gateway, Map<String, String> auxiliary, boolean isChosen) {
    /** Checks and copies. */
    public SubnetRecord {
        requireNonNull(poolId, "poolId");
        requireNonNull(pool, "pool");
        requireNonNull(range, "range");
        requireNonNull(gateway, "gateway");
        auxiliary = Map.copyOf(auxiliary);
    }
}
