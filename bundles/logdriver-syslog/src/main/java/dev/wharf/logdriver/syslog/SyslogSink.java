package dev.wharf.logdriver.syslog;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Sends records. One that cannot be sent makes the write fail, so that the engine keeps it and writes it again: a record
 * may come twice when a server went away, and is dropped nowhere here.
 */
final class SyslogSink implements LogSink {
    /** Bytes that a stream is given at a time; each time the server may take some seconds. */
    private static final int CHUNK = 16 << 10;
    /** Bytes of a record in one datagram; UDP carries 65,507. */
    private static final int MOST_IN_DATAGRAM = 48 << 10;

    private final MessageWriter writer;
    private final Dialer dialer;
    private final SyslogOptions options;
    private final ByteText pending = new ByteText();
    private Optional<Connection> connection;

    /**
     * Connects.
     *
     * @throws DriverException what the dialer throws
     */
    SyslogSink(MessageWriter writer, Dialer dialer, SyslogOptions options) {
        this.writer = writer;
        this.dialer = dialer;
        this.options = options;
        connection = Optional.of(dialer.connect(options));
    }

    @Override
    public void write(List<LogRecord> records) {
        pending.clear();
        if (connection.filter(Connection::isGone).isPresent()) {
            hangUp();
        }
        try {
            for (LogRecord record : records) {
                write(record);
            }
            flush();
        } catch (IOException e) {
            hangUp();
            throw new DriverException(DriverException.Kind.UNAVAILABLE, "cannot write to syslog: " + e.getMessage(), e);
        }
    }

    private void write(LogRecord record) throws IOException {
        ByteBuffer content = record.bytes().duplicate();
        if (connection().isStream()) {
            writer.write(record, content, pending);
            if (pending.length() >= CHUNK) {
                flush();
            }
            return;
        }
        do {
            ByteBuffer part = content.slice(content.position(), Math.min(content.remaining(), MOST_IN_DATAGRAM));
            writer.write(record, part, pending);
            flush();
            content.position(content.position() + part.remaining());
        } while (content.hasRemaining());
    }

    private void flush() throws IOException {
        if (pending.length() > 0) {
            send();
            pending.clear();
        }
    }

    /** The message of a datagram that failed is whole, so that a server that was restarted gets it at once. */
    private void send() throws IOException {
        Connection first = connection();
        try {
            first.send(pending.array(), pending.length());
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException) {
                dialer.leaveInPeace(options.address());
                throw e;
            }
            if (first.isStream()) {
                throw e;
            }
            hangUp();
            connection().send(pending.array(), pending.length());
        }
    }

    private Connection connection() {
        if (connection.isEmpty()) {
            connection = Optional.of(dialer.connect(options));
        }
        return connection.get();
    }

    private void hangUp() {
        connection.ifPresent(Connection::close);
        connection = Optional.empty();
    }

    /** What was sent cannot be taken back. */
    @Override
    public long position() {
        return 0;
    }

    @Override
    public void rewind(long position) {
        // what was sent cannot be taken back
    }

    @Override
    public void close() {
        hangUp();
    }
}
