package dev.wharf.spi.testkit.log;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** A fresh folder with an open driver and a container, for one test. */
final class Rig implements AutoCloseable {
    private final LogDriverConformance suite;
    private final Path folder;
    private final FakeContext context;
    private final LogTarget target;
    private final Deque<LogSink> sinks = new ArrayDeque<>();
    private LogDriver driver;

    /** Makes the folders and opens the driver. */
    Rig(LogDriverConformance suite) throws IOException {
        this.suite = suite;
        folder = Files.createTempDirectory(suite.rootFolder(), "wharf-kit-");
        context = new FakeContext(folder("state"), folder("run"), Runnable::run);
        target = container("4fa6e0f0c678");
        driver = open();
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private LogDriver open() {
        return suite.provider().open(context, Map.of());
    }

    Path folder() {
        return folder;
    }

    LogDriver driver() {
        return driver;
    }

    /** The container whose output is logged. */
    LogTarget target() {
        return target;
    }

    /** A further container, in a folder of its own. */
    LogTarget container(String name) throws IOException {
        return container(name, folder("container-" + name));
    }

    LogTarget container(String name, Path own) {
        String id = (name + "0".repeat(64)).substring(0, 64);
        return new LogTarget(id, name, "busybox", "sha256:" + id, Map.of("role", "db"), Map.of("HOME", "/root"), own);
    }

    /** Opens the log of the container; closed at the end of the test at the latest. */
    LogSink sink() {
        return sink(target, suite.options());
    }

    LogSink sink(LogTarget of, Map<String, String> options) {
        LogSink sink = driver.open(of, options);
        sinks.push(sink);
        return sink;
    }

    /** As after an update of the driver. */
    void reopen() {
        closeSinks();
        driver.close();
        driver = open();
    }

    /** As after a SIGKILL of the daemon: nobody closes the driver that was open, nor its sinks. */
    void reopenAfterKill() {
        driver = open();
    }

    private void closeSinks() {
        while (!sinks.isEmpty()) {
            sinks.pop().close();
        }
    }

    /** Closes all and removes the folders. */
    @Override
    public void close() {
        try {
            closeSinks();
            driver.close();
        } finally {
            Kernel kernel = Linux.kernel();
            try (Fd above = kernel.files().open(suite.rootFolder().toString(), Flags.O_RDONLY, 0)) {
                FileTree.remove(kernel.files(), above, folder.getFileName().toString());
            }
        }
    }
}
