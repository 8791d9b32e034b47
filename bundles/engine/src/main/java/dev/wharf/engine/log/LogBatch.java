package dev.wharf.engine.log;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes output from a spool and cuts it into records, a bounded number at a time. Not thread-safe. */
final class LogBatch {
    private static final int MOST = 8192;

    private final SpoolReader reader;
    private final Blocks blocks;
    private final LogClock clock = new LogClock();
    private final Map<LogStream, LineCutter> cutters = new EnumMap<>(LogStream.class);
    private final List<LogRecord> records = new ArrayList<>();
    private Optional<Blocks.Block> block = Optional.empty();

    LogBatch(SpoolReader reader, Blocks blocks) {
        this.reader = reader;
        this.blocks = blocks;
        for (LogStream stream : LogStream.values()) {
            cutters.put(stream, new LineCutter(stream));
        }
    }

    /** The records that were cut and not yet cleared. */
    List<LogRecord> records() {
        return records;
    }

    /**
     * Cuts what has come in.
     *
     * @return whether there was anything
     */
    boolean gather() {
        Blocks.Block into = blocks.borrow();
        block = Optional.of(into);
        Optional<Arrival> next = reader.next();
        while (next.isPresent() && into.room() > 0 && records.size() < MOST) {
            cut(next.get().atMost(into.room()), into);
            next = reader.next();
        }
        return into.used() > 0;
    }

    private void cut(Arrival part, Blocks.Block into) {
        int from = into.used();
        int length = into.takeOver(reader.bytes(part, into.direct()));
        clock.set(part.at());
        if (part.start() != reader.passed(part.stream())) { // a disk has lost what was between them
            cutter(part.stream()).end(clock, records);
        }
        cutter(part.stream()).cut(into.bytes(), from, from + length, clock, records);
        reader.pass(part.atMost(length));
    }

    /** Cuts the last lines that have no line feed; for the end of the run. */
    void gatherRest(Instant now) {
        clock.set(now);
        cutters.values().forEach(cutter -> cutter.end(clock, records));
    }

    /** Forgets the records, which are in the log now. */
    void clear() {
        records.clear();
        block.ifPresent(blocks::giveBack);
        block = Optional.empty();
    }

    /** The offset of a stream up to which its bytes were cut into records. */
    long cutUpTo(LogStream stream) {
        return reader.passed(stream) - cutter(stream).carried();
    }

    private LineCutter cutter(LogStream stream) {
        LineCutter cutter = cutters.get(stream);
        if (cutter == null) {
            throw new IllegalArgumentException("no cutter for " + stream);
        }
        return cutter;
    }
}
