package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files of a log from the oldest to the current one, and goes on with the next one after a rotation. */
final class JsonFileCursor implements LogCursor {
    private static final Logger LOG = LoggerFactory.getLogger(JsonFileCursor.class);

    private final LogFiles files;
    private final Instant since;
    private final LargeReads larges;
    private final LineParser parser = new LineParser();
    private final TextRun run = new TextRun();
    private Optional<ForwardLines> lines = Optional.empty();
    private volatile boolean closed;

    private JsonFileCursor(LogFiles files, Instant since, LargeReads larges) {
        this.files = files;
        this.since = since;
        this.larges = larges;
    }

    /** A cursor at the beginning of the oldest file. */
    static JsonFileCursor atStart(LogFiles files, Instant since, LargeReads larges) {
        return new JsonFileCursor(files, since, larges);
    }

    /** A cursor that begins with so many of the last lines. */
    static JsonFileCursor atTail(LogFiles files, Instant since, long count, LargeReads larges) throws IOException {
        var cursor = new JsonFileCursor(files, since, larges);
        Optional<TailStart> start = TailStart.of(files.existing(), count);
        if (start.isPresent()) {
            cursor.open(start.get().file(), start.get().offset());
        }
        return cursor;
    }

    @Override
    public Optional<LogRecord> next() {
        try {
            return nextRecord();
        } catch (IOException e) {
            if (closed) {
                return Optional.empty();
            }
            throw Failures.of("cannot read " + files.current(), e);
        }
    }

    @Override
    public Optional<LogText> text() {
        run.clear(lines.filter(ForwardLines::isLarge).isPresent());
        try {
            gather();
        } catch (IOException e) {
            if (!closed) {
                throw Failures.of("cannot read " + files.current(), e);
            }
        }
        return run.isEmpty() ? Optional.empty() : Optional.of(run.text());
    }

    /** Lines whose times do not matter are not looked at one by one. */
    private void gather() throws IOException {
        boolean isAll = since.equals(Instant.MIN);
        while (run.hasRoom() && !closed) {
            if (isAll && lines.isPresent() && run.addWritten(lines.get())) {
                continue;
            }
            Optional<LogRecord> record = nextRecord();
            if (record.isEmpty()) {
                return;
            }
            if (!run.takes(record.get().stream())) {
                lines.orElseThrow().stepBack();
                return;
            }
            run.add(record.get());
        }
    }

    private Optional<LogRecord> nextRecord() throws IOException {
        while (!closed && hasLine()) {
            ForwardLines current = lines.orElseThrow();
            Optional<LogRecord> record = parser.parse(current.text(), current.from(), current.to());
            if (record.isPresent() && !record.get().instant().isBefore(since)) {
                return record;
            }
        }
        return Optional.empty();
    }

    private boolean hasLine() throws IOException {
        if (lines.isEmpty() && !openOldest()) {
            return false;
        }
        while (!lines.orElseThrow().next()) {
            if (!moveOn()) {
                return false;
            }
        }
        return true;
    }

    private boolean openOldest() throws IOException {
        List<Path> existing = files.existing();
        return !existing.isEmpty() && open(existing.get(existing.size() - 1), 0);
    }

    /** Goes to the next newer file; false when the cursor is in the current one, or that is just being exchanged. */
    private boolean moveOn() throws IOException {
        Object identity = lines.orElseThrow().identity();
        List<Path> existing = files.existing();
        int age = age(identity, existing);
        if (age == 0) {
            return false;
        }
        if (lines.orElseThrow().next()) { // written between the last look and the rotation
            return unread();
        }
        int newer = age < 0 ? existing.size() - 1 : age - 1;
        return newer >= 0 && open(existing.get(newer), 0);
    }

    private static int age(Object identity, List<Path> existing) {
        for (int age = 0; age < existing.size(); age++) {
            if (LogFiles.identity(existing.get(age)).filter(identity::equals).isPresent()) {
                return age;
            }
        }
        return -1;
    }

    private boolean unread() {
        lines.orElseThrow().stepBack();
        return true;
    }

    /** Opens a file unless it was renamed meanwhile; a later call finds it under its new name. */
    private boolean open(Path path, long offset) throws IOException {
        Optional<Object> identity = LogFiles.identity(path);
        if (identity.isEmpty()) {
            return false;
        }
        try {
            var opened = new ForwardLines(path, identity.get(), offset, larges);
            if (!LogFiles.identity(path).equals(identity)) {
                opened.close();
                return false;
            }
            closeLines();
            lines = Optional.of(opened);
            return true;
        } catch (FileNotFoundException ignored) {
            requireGone(path);
            return false;
        }
    }

    /** Java tells of a file that is not there, and of a lack of descriptors, by the same exception. */
    private static void requireGone(Path path) throws IOException {
        try {
            Files.newByteChannel(path).close();
        } catch (NoSuchFileException ignored) {
            // it was removed, or has another name now
        }
    }

    private void closeLines() throws IOException {
        if (lines.isPresent()) {
            lines.get().close();
        }
    }

    @Override
    public void close() {
        if (!closed && parser.damaged() > 0) {
            LOG.warn("passed over {} damaged lines of {}", parser.damaged(), files.current());
        }
        closed = true;
        try {
            closeLines();
        } catch (IOException e) {
            throw Failures.of("cannot close " + files.current(), e);
        }
    }
}
