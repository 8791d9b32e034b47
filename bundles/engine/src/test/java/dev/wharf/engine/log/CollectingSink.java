package dev.wharf.engine.log;

import dev.wharf.engine.api.container.StreamSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Keeps what is written to it, by stream. Thread-safe. */
final class CollectingSink implements StreamSink {
    private final Map<Stream, ByteArrayOutputStream> streams = new EnumMap<>(Stream.class);

    CollectingSink() {
        for (Stream stream : Stream.values()) {
            streams.put(stream, new ByteArrayOutputStream());
        }
    }

    @Override
    public void write(Stream stream, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        of(stream).writeBytes(copy);
    }

    String stdout() {
        return of(Stream.STDOUT).toString(StandardCharsets.UTF_8);
    }

    String stderr() {
        return of(Stream.STDERR).toString(StandardCharsets.UTF_8);
    }

    private ByteArrayOutputStream of(Stream stream) {
        ByteArrayOutputStream bytes = streams.get(stream);
        if (bytes == null) {
            throw new IllegalArgumentException("no " + stream);
        }
        return bytes;
    }
}
