package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogReader;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps nothing but what its sinks and cursors hold open; who opened them closes them. */
final class JsonFileDriver implements LogDriver, LogReader {

    private final LargeReads larges = new LargeReads();

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        JsonFileOptions parsed = JsonFileOptions.of(options);
        LogFiles files = LogFiles.of(target);
        try {
            return new JsonFileSink(files, parsed, new LineEncoder(attributes(target, parsed)));
        } catch (IOException e) {
            throw Failures.of("cannot open " + files.current(), e);
        }
    }

    @Override
    public Optional<Path> file(LogTarget target) {
        return Optional.of(LogFiles.of(target).current());
    }

    @Override
    public LogCursor read(LogTarget target, Map<String, String> options, LogQuery query) {
        LogFiles files = LogFiles.of(target);
        Instant since = query.since().orElse(Instant.MIN);
        try {
            return query.tail().isPresent()
                    ? JsonFileCursor.atTail(files, since, query.tail().getAsLong(), larges)
                    : JsonFileCursor.atStart(files, since, larges);
        } catch (IOException e) {
            throw Failures.of("cannot read " + files.current(), e);
        }
    }

    @Override
    public void close() {
        // Nothing is held: files belong to sinks and cursors.
    }

    /** Labels first, then variables of the same name in their place, as ExtraAttributes of Docker 1.9.1. */
    private static Map<String, String> attributes(LogTarget target, JsonFileOptions options) {
        Map<String, String> attributes = new LinkedHashMap<>();
        copy(options.labels(), target.labels(), attributes);
        copy(options.environment(), target.environment(), attributes);
        return attributes;
    }

    private static void copy(List<String> names, Map<String, String> from, Map<String, String> to) {
        names.stream().filter(from::containsKey).forEach(name -> to.put(name, from.getOrDefault(name, "")));
    }
}
