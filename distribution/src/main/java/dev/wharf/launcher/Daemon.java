package dev.wharf.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleException;

/** The daemon as a list of things that are taken in order and given back in reverse. */
final class Daemon implements AutoCloseable {
    private final Configuration configuration;
    private final Distribution distribution;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> undo = new ArrayDeque<>(); // guarded by lock

    Daemon(Configuration configuration, Distribution distribution) {
        this.configuration = configuration;
        this.distribution = distribution;
    }

    /**
     * Takes the roots and starts the bundles; returns when they are started, which is before the engine is ready.
     *
     * @return the running bundles, which {@link #close} stops
     * @throws UsageException when the person at the keyboard can mend what is wrong
     * @throws BundleException when a bundle does not start
     * @throws IOException when the distribution or the data root cannot be read
     */
    BundleRuntime start() throws BundleException, IOException {
        configuration.hosts().forEach(ListenCheck::require);
        DeployFolder.check(configuration.deployFolder());
        RootLock data = RootLock.take(configuration.dataRoot());
        remember(data::close);
        RootLock exec = RootLock.take(configuration.execRoot());
        remember(exec::close);
        PidFile pid = PidFile.write(configuration.pidFile());
        remember(pid::close);
        TemporaryFolder.use(configuration.dataRoot().resolve("tmp"));
        List<Path> jars = distribution.bundles();
        BundleRuntime bundles = BundleRuntime.start(
                FrameworkProperties.of(configuration, distribution),
                jars,
                Successors.in(configuration.deployFolder(), jars));
        remember(bundles::close);
        return bundles;
    }

    /** Stops the bundles and lets go of the roots. Containers live on unless live restore is off. Safe to call twice. */
    @Override
    public void close() {
        for (Optional<Runnable> next = last(); next.isPresent(); next = last()) {
            next.get().run();
        }
    }

    private void remember(Runnable step) {
        lock.lock();
        try {
            undo.push(step);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Runnable> last() {
        lock.lock();
        try {
            return Optional.ofNullable(undo.poll());
        } finally {
            lock.unlock();
        }
    }
}
