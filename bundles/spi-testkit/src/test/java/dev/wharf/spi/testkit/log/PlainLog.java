package dev.wharf.spi.testkit.log;

import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The records of a log, by number. They live as long as the process, which stands for the disk; a file with their bytes is
 * there to let a disk be full. For one thread at a time.
 */
final class PlainLog {
    private static final Map<Path, PlainLog> LOGS = new ConcurrentHashMap<>();

    private final Path file;
    private final List<Kept> records = new ArrayList<>();
    private long start;

    private PlainLog(Path file) {
        this.file = file;
    }

    static PlainLog of(LogTarget target) {
        return LOGS.computeIfAbsent(target.folder().resolve(target.containerId() + "-plain"), PlainLog::new);
    }

    Path file() {
        return file;
    }

    /** The number of the first record. */
    long start() {
        return start;
    }

    /** The number of the next record. */
    long end() {
        return start + records.size();
    }

    boolean has(long number) {
        return number >= start && number < end();
    }

    Kept read(long number) {
        return records.get((int) (number - start));
    }

    void append(List<Kept> more) throws IOException {
        Files.write(file, bytes(more), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        records.addAll(more);
    }

    void dropBefore(long number) throws IOException {
        if (number > start) {
            records.subList(0, (int) (number - start)).clear();
            start = number;
            Files.write(file, bytes(records));
        }
    }

    void dropFrom(long number) throws IOException {
        if (number < end()) {
            records.subList((int) Math.max(0, number - start), records.size()).clear();
            Files.write(file, bytes(records));
        }
    }

    private static byte[] bytes(List<Kept> of) {
        StringBuilder text = new StringBuilder();
        of.forEach(record -> text.append(record.bytes()).append('\n'));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
