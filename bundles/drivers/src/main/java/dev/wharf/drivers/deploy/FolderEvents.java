package dev.wharf.drivers.deploy;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings when something happens in a folder, by inotify. Where the kernel has no watch left to give, nothing rings, and who
 * looks from time to time finds it later.
 */
final class FolderEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);

    private final Optional<WatchService> service;
    private final Map<Path, WatchKey> keys = new ConcurrentHashMap<>();

    private FolderEvents(Optional<WatchService> service) {
        this.service = service;
    }

    /** Rings from a thread of its own. */
    static FolderEvents ringing(Bell bell) {
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            var thread = new Thread(() -> listen(service, bell), "deploy events");
            thread.setDaemon(true);
            thread.start();
            return new FolderEvents(Optional.of(service));
        } catch (IOException e) {
            LOG.warn("changes of the deploy folder are found late, for the kernel does not tell: {}", e.toString());
            return new FolderEvents(Optional.empty());
        }
    }

    /** Watches a folder from now on, again when it was made anew. Asking for one that is watched is cheap. */
    void watch(Path folder) {
        if (service.isEmpty()
                || Optional.ofNullable(keys.get(folder))
                        .filter(WatchKey::isValid)
                        .isPresent()) {
            return;
        }
        try {
            keys.put(
                    folder,
                    folder.register(
                            service.get(),
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException | ClosedWatchServiceException e) {
            LOG.debug("{} is not watched", folder, e);
        }
    }

    @Override
    public void close() {
        try {
            if (service.isPresent()) {
                service.get().close();
            }
        } catch (IOException e) {
            LOG.debug("the watch of folders does not close", e);
        }
    }

    private static void listen(WatchService service, Bell bell) {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                key.reset();
                bell.ring();
            }
        } catch (ClosedWatchServiceException | InterruptedException ignored) {
            // the daemon ends
        }
    }
}
