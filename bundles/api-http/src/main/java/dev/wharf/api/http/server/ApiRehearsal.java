package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Dispatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads and runs, some time after the start, what calls will need. The daemon and whoever waits for it come first: the
 * processors are theirs until the rest is over.
 */
final class ApiRehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRehearsal.class);
    private static final Duration REST = Duration.ofSeconds(1);

    private final CountDownLatch over = new CountDownLatch(1);
    private final WarmUp warmUp;
    private final Optional<RehearsedCalls> calls;
    private final Thread thread;

    private ApiRehearsal(WarmUp warmUp, Optional<RehearsedCalls> calls) {
        this.warmUp = warmUp;
        this.calls = calls;
        thread = new Thread(this::run, "api rehearsal");
        thread.setDaemon(true);
    }

    /**
     * Begins to rest.
     *
     * @param dispatcher what is loaded
     * @param socket where calls are made; empty when the daemon listens on none
     */
    static ApiRehearsal start(Supplier<Dispatcher> dispatcher, Optional<Path> socket) {
        ApiRehearsal rehearsal = new ApiRehearsal(new WarmUp(dispatcher), socket.map(RehearsedCalls::new));
        rehearsal.thread.start();
        return rehearsal;
    }

    private void run() {
        try {
            if (!over.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
                warmUp.run();
                LOG.debug("{} bytes of documents are rehearsed", RehearsedDocuments.write());
                if (calls.isPresent()) {
                    calls.get().make();
                }
            }
        } catch (IOException | InterruptedException e) {
            LOG.debug("rehearsal ended early", e);
        }
    }

    /** Ends it, wherever it is. */
    @Override
    public void close() {
        over.countDown();
        thread.interrupt();
    }
}
