package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.ContainerStats.BlockCounter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counters of block devices, in the order of Docker 1.9.1, api/types/stats.go (BlkioStats); null for no lists. */
record BlockIoObject(
        @JsonProperty("io_service_bytes_recursive") Optional<List<Entry>> serviceBytes,
        @JsonProperty("io_serviced_recursive") Optional<List<Entry>> serviced,
        @JsonProperty("io_queue_recursive") Optional<List<Entry>> queued,
        @JsonProperty("io_service_time_recursive") Optional<List<Entry>> serviceTime,
        @JsonProperty("io_wait_time_recursive") Optional<List<Entry>> waitTime,
        @JsonProperty("io_merged_recursive") Optional<List<Entry>> merged,
        @JsonProperty("io_time_recursive") Optional<List<Entry>> time,
        @JsonProperty("sectors_recursive") Optional<List<Entry>> sectors) {

    /** A counter of one device. */
    record Entry(
            @JsonProperty("major") long major,
            @JsonProperty("minor") long minor,
            @JsonProperty("op") String operation,
            @JsonProperty("value") long value) {

        static Entry of(BlockCounter counter) {
            return new Entry(counter.major(), counter.minor(), counter.operation(), counter.value());
        }
    }

    static BlockIoObject of(Map<String, List<BlockCounter>> counters) {
        return new BlockIoObject(
                list(counters, "io_service_bytes_recursive"),
                list(counters, "io_serviced_recursive"),
                list(counters, "io_queue_recursive"),
                list(counters, "io_service_time_recursive"),
                list(counters, "io_wait_time_recursive"),
                list(counters, "io_merged_recursive"),
                list(counters, "io_time_recursive"),
                list(counters, "sectors_recursive"));
    }

    static BlockIoObject none() {
        Optional<List<Entry>> none = Optional.empty();
        return new BlockIoObject(none, none, none, none, none, none, none, none);
    }

    private static Optional<List<Entry>> list(Map<String, List<BlockCounter>> counters, String name) {
        return Optional.of(
                counters.getOrDefault(name, List.of()).stream().map(Entry::of).toList());
    }
}
