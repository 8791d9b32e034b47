package dev.wharf.execoci.cgroup;

import dev.wharf.spi.exec.TaskUsage.BlockCounter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counters of block devices, by the names that the API has for them. */
final class BlockUsage {
    private static final Map<String, List<String>> FILES = Map.of(
            "io_service_bytes_recursive",
                    List.of(
                            "blkio.io_service_bytes_recursive",
                            "blkio.bfq.io_service_bytes_recursive",
                            "blkio.throttle.io_service_bytes_recursive",
                            "blkio.throttle.io_service_bytes"),
            "io_serviced_recursive",
                    List.of(
                            "blkio.io_serviced_recursive",
                            "blkio.bfq.io_serviced_recursive",
                            "blkio.throttle.io_serviced_recursive",
                            "blkio.throttle.io_serviced"),
            "io_queue_recursive", List.of("blkio.io_queued_recursive"),
            "io_service_time_recursive", List.of("blkio.io_service_time_recursive"),
            "io_wait_time_recursive", List.of("blkio.io_wait_time_recursive"),
            "io_merged_recursive", List.of("blkio.io_merged_recursive"),
            "io_time_recursive", List.of("blkio.time_recursive"),
            "sectors_recursive", List.of("blkio.sectors_recursive"));

    private static final Map<String, String> UNIFIED = Map.of(
            "rbytes", "io_service_bytes_recursive Read",
            "wbytes", "io_service_bytes_recursive Write",
            "rios", "io_serviced_recursive Read",
            "wios", "io_serviced_recursive Write");

    private final ControlGroup group;

    BlockUsage(ControlGroup group) {
        this.group = group;
    }

    /** Of the first version; where a scheduler keeps none, the throttling layer does. */
    Map<String, List<BlockCounter>> first() {
        Map<String, List<BlockCounter>> all = new LinkedHashMap<>();
        FILES.forEach((name, files) -> files.stream()
                .map(file -> group.read("blkio", file))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(text -> all.put(name, lines(text))));
        return all;
    }

    /** {@code 8:0 Read 4096}; a last line without a device is the sum. */
    private static List<BlockCounter> lines(String text) {
        List<BlockCounter> counters = new ArrayList<>();
        text.lines().map(line -> line.split(" ", -1)).forEach(fields -> {
            if (fields.length >= 2 && fields[0].contains(":")) {
                String operation = fields.length > 2 ? fields[1] : "";
                counters.add(counter(fields[0], operation, Long.parseLong(fields[fields.length - 1])));
            }
        });
        return List.copyOf(counters);
    }

    private static BlockCounter counter(String device, String operation, long value) {
        String[] numbers = device.split(":", 2);
        return new BlockCounter(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), operation, value);
    }

    /** Of the second version: {@code 8:0 rbytes=4096 wbytes=0 rios=1 wios=0}. */
    Map<String, List<BlockCounter>> second() {
        Map<String, List<BlockCounter>> all = new LinkedHashMap<>();
        group.read("", "io.stat").orElse("").lines().forEach(line -> {
            String[] fields = line.split(" ", -1);
            for (int i = 1; i < fields.length; i++) {
                add(all, fields[0], fields[i].toLowerCase(Locale.ROOT));
            }
        });
        return all;
    }

    private static void add(Map<String, List<BlockCounter>> all, String device, String field) {
        int equals = field.indexOf('=');
        String known = equals < 0 ? null : UNIFIED.get(field.substring(0, equals));
        if (known != null) {
            String[] name = known.split(" ", 2);
            all.computeIfAbsent(name[0], key -> new ArrayList<>())
                    .add(counter(device, name[1], Long.parseLong(field.substring(equals + 1))));
        }
    }
}
