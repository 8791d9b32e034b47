package dev.wharf.api.http.wire;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_DEFAULT;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.ContainerStats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a container uses: the keys of Docker 1.9.1, api/types/stats.go, with those of 20.10 and in its order. A container
 * that does not run has zeros, null for the lists of block devices, and nothing in {@code memory_stats}.
 *
 * @param read {@code read}
 * @param preRead when the sample before was read
 * @param pids {@code pids_stats}
 * @param blockIo {@code blkio_stats}
 * @param processes {@code num_procs}: of other systems
 * @param storage {@code storage_stats}: of other systems
 * @param cpu {@code cpu_stats}
 * @param preCpu {@code precpu_stats}
 * @param memory {@code memory_stats}
 * @param name {@code name}, with its slash
 * @param id {@code id}
 * @param networks {@code networks}
 */
public record StatsObject(
        @JsonProperty("read") String read,
        @JsonProperty("preread") String preRead,
        @JsonProperty("pids_stats") Pids pids,
        @JsonProperty("blkio_stats") BlockIoObject blockIo,
        @JsonProperty("num_procs") int processes,
        @JsonProperty("storage_stats") Map<String, Long> storage,
        @JsonProperty("cpu_stats") CpuObject cpu,
        @JsonProperty("precpu_stats") CpuObject preCpu,
        @JsonProperty("memory_stats") Memory memory,
        @JsonProperty("name") String name,
        @JsonProperty("id") String id,
        @JsonProperty("networks") @JsonInclude(NON_EMPTY) Map<String, Network> networks) {

    /** How many tasks there are. */
    record Pids(@JsonProperty("current") @JsonInclude(NON_ABSENT) OptionalLong current) {}

    /** Memory. */
    @JsonInclude(NON_ABSENT)
    record Memory(
            @JsonProperty("usage") OptionalLong usage,
            @JsonProperty("max_usage") @JsonInclude(NON_EMPTY) OptionalLong maxUsage,
            @JsonProperty("stats") Optional<Map<String, Long>> statistics,
            @JsonProperty("failcnt") OptionalLong failures,
            @JsonProperty("limit") OptionalLong limit) {

        static Memory of(ContainerStats.Memory memory) {
            return new Memory(
                    OptionalLong.of(memory.usage()),
                    memory.maxUsage() == 0 ? OptionalLong.empty() : OptionalLong.of(memory.maxUsage()),
                    Optional.of(memory.statistics()),
                    OptionalLong.of(memory.failures()),
                    OptionalLong.of(memory.limit()));
        }

        static Memory none() {
            return new Memory(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
        }
    }

    /** Processor time in nanoseconds. */
    record CpuObject(
            @JsonProperty("cpu_usage") Usage usage,
            @JsonProperty("system_cpu_usage") @JsonInclude(NON_DEFAULT) long system,
            @JsonProperty("online_cpus") @JsonInclude(NON_DEFAULT) int online,
            @JsonProperty("throttling_data") Throttling throttling) {

        /** Where the kernel does not tell each processor, clients need the number of them to make a percentage. */
        static CpuObject of(ContainerStats.Cpu cpu) {
            int told = cpu.perCpu().size();
            int online =
                    cpu.system() == 0 || told > 0 ? told : Runtime.getRuntime().availableProcessors();
            return new CpuObject(
                    new Usage(cpu.total(), cpu.perCpu(), cpu.kernelMode(), cpu.userMode()),
                    cpu.system(),
                    online,
                    new Throttling(cpu.periods(), cpu.throttledPeriods(), cpu.throttledTime()));
        }
    }

    /** Time used. */
    record Usage(
            @JsonProperty("total_usage") long total,
            @JsonProperty("percpu_usage") @JsonInclude(NON_EMPTY) List<Long> perCpu,
            @JsonProperty("usage_in_kernelmode") long kernelMode,
            @JsonProperty("usage_in_usermode") long userMode) {}

    /** What a quota did. */
    record Throttling(
            @JsonProperty("periods") long periods,
            @JsonProperty("throttled_periods") long throttledPeriods,
            @JsonProperty("throttled_time") long throttledTime) {}

    /** Counters of a network interface. */
    record Network(
            @JsonProperty("rx_bytes") long receivedBytes,
            @JsonProperty("rx_packets") long receivedPackets,
            @JsonProperty("rx_errors") long receivedErrors,
            @JsonProperty("rx_dropped") long receivedDropped,
            @JsonProperty("tx_bytes") long sentBytes,
            @JsonProperty("tx_packets") long sentPackets,
            @JsonProperty("tx_errors") long sentErrors,
            @JsonProperty("tx_dropped") long sentDropped) {

        static Network of(ContainerStats.Network network) {
            return new Network(
                    network.receivedBytes(),
                    network.receivedPackets(),
                    network.receivedErrors(),
                    network.receivedDropped(),
                    network.sentBytes(),
                    network.sentPackets(),
                    network.sentErrors(),
                    network.sentDropped());
        }
    }

    /** The document of a sample. */
    public static StatsObject of(ContainerStats stats) {
        return new StatsObject(
                Times.text(stats.read()),
                Times.text(stats.preRead()),
                new Pids(stats.pids()),
                stats.memory().isPresent() ? BlockIoObject.of(stats.blockIo()) : BlockIoObject.none(),
                0,
                Map.of(),
                CpuObject.of(stats.cpu()),
                CpuObject.of(stats.preCpu().orElseGet(ContainerStats.Cpu::none)),
                stats.memory().map(Memory::of).orElseGet(Memory::none),
                "/" + stats.name(),
                stats.id(),
                stats.networks().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, network -> Network.of(network.getValue()))));
    }
}
