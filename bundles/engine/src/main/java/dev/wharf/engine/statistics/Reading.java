package dev.wharf.engine.statistics;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.ContainerStats;
import dev.wharf.engine.api.container.ContainerStats.BlockCounter;
import dev.wharf.engine.api.container.ContainerStats.Cpu;
import dev.wharf.engine.api.container.ContainerStats.Memory;
import dev.wharf.engine.api.container.ContainerStats.Network;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a running container had used at an instant.
 *
 * @param pid of its first process, which tells one run from the next
 * @param at when it was read
 * @param cpu processor time
 * @param memory memory
 * @param blockIo counters by the API's names of their lists
 * @param networks counters by interface
 * @param pids how many tasks
 */
record Reading(
        int pid,
        Instant at,
        Cpu cpu,
        Memory memory,
        Map<String, List<BlockCounter>> blockIo,
        Map<String, Network> networks,
        OptionalLong pids) {
    /** What Go shows for a time that was never set, and clients know. */
    static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    Reading {
        requireNonNull(at, "at");
        requireNonNull(cpu, "cpu");
        requireNonNull(memory, "memory");
        blockIo = Map.copyOf(blockIo);
        networks = Map.copyOf(networks);
        requireNonNull(pids, "pids");
    }

    /** The sample with the one before; counters of an earlier run would only mislead. */
    ContainerStats after(Optional<Reading> before, String id, String name) {
        Optional<Reading> same = before.filter(earlier -> earlier.pid == pid);
        return new ContainerStats(
                id,
                name,
                at,
                same.map(Reading::at).orElse(NEVER),
                cpu,
                same.map(Reading::cpu),
                Optional.of(memory),
                blockIo,
                networks,
                pids);
    }

    /** The sample of a container that does not run. */
    static ContainerStats none(String id, String name) {
        return new ContainerStats(
                id,
                name,
                NEVER,
                NEVER,
                Cpu.none(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                OptionalLong.empty());
    }
}
