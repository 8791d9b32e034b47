package dev.wharf.drivers.registry;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The world of one driver: a folder below the data root, one below the exec root, and threads that bear its name. */
final class FolderContext implements DriverContext, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderContext.class);
    private static final int IDLE_SECONDS = 30;

    private final String kind;
    private final String name;
    private final Path stateFolder;
    private final Path runFolder;
    private final ThreadPoolExecutor executor;

    private FolderContext(String kind, String name, Path stateFolder, Path runFolder) {
        this.kind = kind;
        this.name = name;
        this.stateFolder = stateFolder;
        this.runFolder = runFolder;
        this.executor = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new NamedThreads(kind + " driver " + name));
    }

    /**
     * Makes the folders, mode 0710, where they are not there.
     *
     * @throws DriverException INTERNAL when they cannot be made
     */
    static FolderContext of(Roots roots, String kind, String name) {
        return new FolderContext(kind, name, folder(roots.state(kind, name)), folder(roots.run(kind, name)));
    }

    private static Path folder(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x---"));
            return Files.createDirectories(absolute, mode);
        } catch (IOException e) {
            throw new DriverException(DriverException.Kind.INTERNAL, "cannot make the folder " + absolute, e);
        }
    }

    @Override
    public Path stateFolder() {
        return stateFolder;
    }

    @Override
    public Path runFolder() {
        return runFolder;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public String loggerName() {
        return "dev.wharf.driver." + kind + '.' + name;
    }

    /** Refuses further background work and interrupts what still runs. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    /**
     * Closes the context of a driver that was not opened.
     *
     * @param alone whether no other driver of the name is open: then folders go, unless earlier state is in them
     */
    void discard(boolean alone) {
        close();
        if (!alone) {
            return;
        }
        for (Path folder : new Path[] {stateFolder, runFolder}) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException ignored) {
                // Holds what an earlier version of the driver kept, and stays.
            } catch (IOException e) {
                LOG.warn("cannot remove {}: {}", folder, e.toString());
            }
        }
    }
}
