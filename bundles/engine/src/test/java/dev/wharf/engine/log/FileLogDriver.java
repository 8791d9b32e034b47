package dev.wharf.engine.log;

import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Appends lines to a file, whose length is the position. */
final class FileLogDriver implements LogDriver {

    @Override
    public Optional<Path> file(LogTarget target) {
        return Optional.of(target.folder().resolve("lines.log"));
    }

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        try {
            FileChannel channel = FileChannel.open(
                    target.folder().resolve("lines.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new FileSink(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record FileSink(FileChannel channel) implements LogSink {

        /** Writes line by line, so that a kill is likely to hit the middle of a batch. */
        @Override
        public void write(List<LogRecord> records) {
            try {
                for (LogRecord record : records) {
                    ByteBuffer line = ByteBuffer.allocate(record.bytes().remaining() + 1);
                    line.put(record.bytes().duplicate()).put((byte) '\n').flip();
                    while (line.hasRemaining()) {
                        channel.write(line);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long position() {
            try {
                return channel.size();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void rewind(long position) {
            try {
                channel.truncate(position);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {}
}
