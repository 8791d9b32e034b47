package dev.wharf.logdriver.syslog;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects to servers within a limit, in the background so that a name server that does not answer holds up nobody. A
 * server that did not answer is left in peace for a while: who asks for it meanwhile is refused at once, as the writers of
 * all containers share a few threads. Thread-safe.
 */
final class Dialer {
    private static final Duration PEACE = Duration.ofSeconds(10);
    /** A little more than what a connection itself may take, so that its own error is told. */
    private static final long MILLIS = Patience.LIMIT.toMillis() * 3 / 2;

    private final Dial dial;
    private final Executor executor;
    private final Clock clock;
    private final Map<SyslogAddress, Instant> silent = new ConcurrentHashMap<>();

    Dialer(Dial dial, DriverContext context) {
        this.dial = dial;
        executor = context.executor();
        clock = context.clock();
    }

    /**
     * Connects.
     *
     * @throws DriverException UNAVAILABLE, CANCELLED, INTERNAL for files that cannot be read
     */
    Connection connect(SyslogOptions options) {
        SyslogAddress address = options.address();
        Instant until = silent.getOrDefault(address, Instant.MIN);
        if (clock.instant().isBefore(until)) {
            throw unavailable(address, new IOException("i/o timeout"));
        }
        CompletableFuture<Connection> attempt = attempt(options);
        try {
            Connection connection = attempt.get(MILLIS, TimeUnit.MILLISECONDS);
            silent.remove(address);
            return connection;
        } catch (TimeoutException e) {
            forget(attempt);
            throw silent(address, new IOException("i/o timeout", e));
        } catch (ExecutionException e) {
            throw failed(address, e);
        } catch (InterruptedException e) {
            forget(attempt);
            Thread.currentThread().interrupt();
            throw new DriverException(Kind.CANCELLED, "interrupted while connecting to " + address, e);
        }
    }

    /** A server that took nothing is not asked again for a while. */
    void leaveInPeace(SyslogAddress address) {
        silent.put(address, clock.instant().plus(PEACE));
    }

    private CompletableFuture<Connection> attempt(SyslogOptions options) {
        CompletableFuture<Connection> attempt = new CompletableFuture<>();
        try {
            executor.execute(() -> connect(options, attempt));
            return attempt;
        } catch (RejectedExecutionException e) {
            throw new DriverException(Kind.UNAVAILABLE, "the log driver is being closed", e);
        }
    }

    private void connect(SyslogOptions options, CompletableFuture<Connection> attempt) {
        try {
            attempt.complete(dial.connect(options));
        } catch (IOException | DriverException e) {
            attempt.completeExceptionally(e);
        }
    }

    /** Whatever it still brings is closed. */
    private static void forget(CompletableFuture<Connection> attempt) {
        var unused = attempt.thenAccept(Connection::close);
    }

    private DriverException failed(SyslogAddress address, ExecutionException e) {
        if (e.getCause() instanceof IOException io) {
            return text(io).contains("timed out") ? silent(address, io) : unavailable(address, io);
        }
        if (e.getCause() instanceof DriverException known) {
            return known;
        }
        return new DriverException(Kind.INTERNAL, "dial " + address + ": " + e.getMessage(), e);
    }

    private DriverException silent(SyslogAddress address, IOException e) {
        leaveInPeace(address);
        return unavailable(address, e);
    }

    /** In Docker's words, which are Go's. */
    private static DriverException unavailable(SyslogAddress address, IOException e) {
        if (address.transport() == Transport.LOCAL) {
            return new DriverException(Kind.UNAVAILABLE, text(e), e);
        }
        return new DriverException(Kind.UNAVAILABLE, "dial " + address + ": " + inGo(text(e)), e);
    }

    private static String inGo(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("timed out")) {
            return "i/o timeout";
        }
        return lower.contains("connection refused") || lower.contains("no such file")
                ? "connect: " + lower.substring(lower.lastIndexOf(": ") < 0 ? 0 : lower.lastIndexOf(": ") + 2)
                : text;
    }

    private static String text(IOException e) {
        return String.valueOf(e.getMessage());
    }
}
