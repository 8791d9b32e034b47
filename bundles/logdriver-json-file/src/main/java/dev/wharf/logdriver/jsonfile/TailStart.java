package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the last lines of a log begin, found from the end without reading the rest. A line that was logged in parts is
 * one line, and so is a last one that has not ended.
 *
 * @param file of the log
 * @param offset in bytes
 */
record TailStart(Path file, long offset) {

    /**
     * Finds it.
     *
     * @param files those that are there, the current one first
     * @return empty when there are no files
     */
    static Optional<TailStart> of(List<Path> files, long lines) throws IOException {
        var search = new Search(lines);
        Optional<TailStart> start = Optional.empty();
        for (Path path : files) {
            try (var file = new RandomAccessFile(path.toFile(), "r")) {
                start = Optional.of(new TailStart(path, search.backwards(file)));
            }
            if (search.isDone()) {
                return start;
            }
        }
        return start;
    }

    /** Walks backwards, record by record, over one file after the other. */
    private static final class Search {
        private final LineParser parser = new LineParser();
        private final long wanted;
        private long seen;
        private boolean first = true;
        private boolean done;

        Search(long wanted) {
            this.wanted = wanted;
        }

        boolean isDone() {
            return done;
        }

        /** The end of the record before the first one that is wanted, or 0. */
        long backwards(RandomAccessFile file) throws IOException {
            var lines = new BackwardLines(file);
            while (lines.previous()) {
                Optional<LogRecord> record = parser.parse(lines.text(), lines.from(), lines.to());
                if (record.isPresent()) {
                    seen += first || record.get().endsLine() ? 1 : 0;
                    first = false;
                    done = seen > wanted;
                }
                if (done) {
                    return lines.end();
                }
            }
            return 0;
        }
    }
}
