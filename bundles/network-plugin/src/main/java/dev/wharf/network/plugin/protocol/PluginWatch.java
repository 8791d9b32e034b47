package dev.wharf.network.plugin.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that tells which plugins there are, at the beginning and whenever the folders change, and again after a while when
 * asked to.
 */
public final class PluginWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);
    private static final WatchEvent.Kind<?>[] CHANGES = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY
    };
    private static final Duration DAY = Duration.ofDays(1);
    /** Files that are written come in more than one event. */
    private static final Duration SETTLING = Duration.ofMillis(50);

    /** Hears of plugins, on the watch's thread. */
    @FunctionalInterface
    public interface Listener {
        /**
         * These are the plugins now.
         *
         * @return when to tell again although nothing has changed; empty for never
         */
        Optional<Duration> plugins(Map<String, PluginAddress> plugins);
    }

    private final PluginFolders folders;
    private final Listener listener;
    private final WatchService service;
    private final Map<Path, WatchKey> watched = new HashMap<>(); // used by the thread alone
    private final Thread thread = new Thread(this::run, "plugins");
    private volatile boolean running = true;

    /** Prepares. */
    public PluginWatch(PluginFolders folders, Listener listener) {
        this.folders = folders;
        this.listener = listener;
        try {
            this.service = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException("folders cannot be watched", e);
        }
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    private void run() {
        Duration wait = Duration.ZERO;
        while (running) {
            try {
                await(wait);
                watch();
                wait = listener.plugins(folders.plugins()).orElse(DAY);
            } catch (ClosedWatchServiceException | InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("the folders of plugins cannot be looked at", e);
                wait = DAY;
            }
        }
    }

    private void await(Duration wait) throws InterruptedException {
        WatchKey key = service.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = service.poll(SETTLING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Watches what is there now: a folder that is not, through the one in which it will be made. That may happen just before
     * the watch begins, so it is looked at again after that.
     */
    private void watch() {
        Set<Path> wanted;
        do {
            wanted = wanted();
            watchOnly(wanted);
        } while (!wanted.equals(wanted()));
    }

    private Set<Path> wanted() {
        Set<Path> wanted = new HashSet<>();
        for (Path folder : folders.all()) {
            wanted.add(existing(folder));
            addFolders(wanted, folder);
        }
        return wanted;
    }

    private void watchOnly(Set<Path> wanted) {
        watched.entrySet().removeIf(entry -> {
            boolean isGone =
                    !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
            if (isGone) {
                entry.getValue().cancel();
            }
            return isGone;
        });
        wanted.forEach(this::watch);
    }

    private static Path existing(Path folder) {
        Path at = folder.toAbsolutePath();
        while (!Files.isDirectory(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private static void addFolders(Set<Path> wanted, Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
            entries.forEach(wanted::add);
        } catch (IOException e) {
            LOG.warn("the folders in {} cannot be listed: {}", folder, e.getMessage());
        }
    }

    private void watch(Path folder) {
        if (watched.containsKey(folder)) {
            return;
        }
        try {
            watched.put(folder, folder.register(service, CHANGES));
        } catch (IOException e) {
            LOG.warn("{} cannot be watched: {}", folder, e.getMessage());
        }
    }

    /** Ends the thread. Closing twice is harmless. */
    @Override
    public void close() {
        running = false;
        try {
            service.close();
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (IOException e) {
            LOG.warn("the watch of plugins cannot be closed: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
