package dev.wharf.logdriver.syslog;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends what waits too long for a server, by closing what it waits on. */
final class Patience {
    /** How long a server may take for anything. The writers of all containers share a few threads. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private Patience() {}

    private static SocketTimeoutException late(IOException cause) {
        SocketTimeoutException late = new SocketTimeoutException("timed out");
        late.initCause(cause);
        return late;
    }

    /** Work that may wait. */
    @FunctionalInterface
    interface Waiting {
        void run() throws IOException;
    }

    /**
     * Does work that is ended when the limit has passed.
     *
     * @param socket is closed then
     * @throws SocketTimeoutException then
     */
    static void limit(Closeable socket, Waiting work) throws IOException {
        var done = new CompletableFuture<Boolean>();
        var unused = done.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                Sockets.closeQuietly(socket);
            }
        });
        try {
            work.run();
        } catch (IOException e) {
            throw done.complete(true) ? e : late(e);
        }
        if (!done.complete(true)) {
            throw late(new IOException("closed amid the work"));
        }
    }
}
