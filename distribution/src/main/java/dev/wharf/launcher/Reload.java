package dev.wharf.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;

/**
 * Reads the configuration file again while the daemon runs, and says in the log what changed. All of it holds, or nothing: a
 * file that cannot be read, or asks for what makes no sense, changes nothing. Thread-safe.
 */
final class Reload {
    private static final Logger LOG = Logger.getLogger(Reload.class.getName());

    private final Flags flags;
    private final Distribution distribution;
    private final ReentrantLock lock = new ReentrantLock();
    private Configuration holds; // guarded by lock
    private Optional<SharedSettings> shared = Optional.empty(); // guarded by lock
    private boolean isWanted; // guarded by lock

    Reload(Flags flags, Configuration start, Distribution distribution) {
        this.flags = flags;
        this.holds = start;
        this.distribution = distribution;
    }

    /** Makes the settings known to the bundles; a reload that was wanted before is made up for. */
    void serve(BundleContext bundles) {
        lock.lock();
        try {
            shared = Optional.of(new SharedSettings(bundles, FrameworkProperties.of(holds, distribution)));
            if (isWanted) {
                run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Reads the file, or, as long as there are no bundles, lets it be read when there are. */
    void run() {
        lock.lock();
        try {
            isWanted = true;
            shared.ifPresent(this::read);
        } catch (UsageException e) {
            LOG.log(Level.SEVERE, "the configuration stays as it is: {0}", e.text());
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "the daemon ends and reads no configuration any more");
            LOG.log(Level.FINE, "reload", e);
        } finally {
            lock.unlock();
        }
    }

    private void read(SharedSettings bundles) {
        Path file = flags.configFile().orElse(ConfigFile.STANDARD);
        LOG.log(Level.INFO, "SIGHUP: reading the configuration from {0}", file);
        if (!Files.exists(file)) {
            throw UsageException.of("there is no file " + file);
        }
        Configuration asked = Configuration.of(ConfigFile.joined(flags), distribution);
        ConfigurationChanges changes = new ConfigurationChanges(holds, asked);
        Configuration next = Configuration.of(changes.values(), distribution);
        Map<String, String> properties = FrameworkProperties.of(next, distribution);
        List<String> faults = bundles.faults(properties);
        if (!faults.isEmpty()) {
            throw UsageException.of(file + ": " + String.join("; ", faults));
        }
        bundles.change(properties);
        tell(changes, LogLevel.louder(holds.logLevel(), next.logLevel()));
        Logging.change(next.logLevel());
        holds = next;
    }

    /** Lines that the former or the next level shows are shown. */
    private static void tell(ConfigurationChanges changes, LogLevel level) {
        Logging.change(level);
        List<String> told = changes.told();
        List<String> waiting = changes.waiting();
        told.forEach(line -> LOG.log(Level.INFO, "configuration: {0}", line));
        waiting.forEach(line -> LOG.log(Level.WARNING, "configuration: {0}", line));
        if (told.isEmpty() && waiting.isEmpty()) {
            LOG.info("configuration: nothing changed");
        }
        LOG.info("the configuration has been read");
    }
}
