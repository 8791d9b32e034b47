package dev.wharf.spi.testkit.exec;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** A fresh folder with an open driver and a root for containers, for one test. */
final class Rig implements AutoCloseable {
    private final ExecutionDriverConformance suite;
    private final Path folder;
    private final Path streams;
    private final FakeContext context;
    private final CgroupFolders cgroups;
    private ExecutionDriver driver;
    private int number;

    /** Makes the folders and opens the driver. */
    Rig(ExecutionDriverConformance suite) throws IOException {
        this.suite = suite;
        this.folder = Files.createTempDirectory(suite.rootFolder(), "wharf-kit-");
        this.streams = Files.createDirectory(folder.resolve("streams"));
        this.cgroups = new CgroupFolders("/" + folder.getFileName());
        BusyboxRoot.make(root());
        Executor executor = task -> new Thread(task, "background work of a driver").start();
        this.context = new FakeContext(
                Files.createDirectory(folder.resolve("state")), Files.createDirectory(folder.resolve("run")), executor);
        this.driver = open();
    }

    private ExecutionDriver open() {
        return suite.provider().open(context, suite.options());
    }

    Path folder() {
        return folder;
    }

    /** What containers see as their root. */
    Path root() {
        return folder.resolve("root");
    }

    FakeContext context() {
        return context;
    }

    CgroupFolders cgroups() {
        return cgroups;
    }

    ExecutionDriver driver() {
        return driver;
    }

    /** As after an update of the driver. */
    void reopen() {
        driver.close();
        driver = open();
    }

    Streams streams(Command command) {
        return Streams.make(streams, "s" + number++, command.hasInput(), command.hasTerminal());
    }

    Running<Task> create(Box box) {
        Streams made = streams(box.command());
        return new Running<>(driver.create(box.spec(root(), cgroups.parent()), made.stdio()), made);
    }

    Running<Task> create(Command command) {
        return create(Box.of(command));
    }

    Running<Task> start(Box box) {
        Running<Task> created = create(box);
        created.process().start();
        return created;
    }

    Running<Task> start(Command command) {
        return start(Box.of(command));
    }

    Running<TaskProcess> exec(Running<Task> task, String id, Command command) {
        Streams made = streams(command);
        return new Running<>(task.process().exec(new TaskId(id), command.spec(), made.stdio()), made);
    }

    /** Runs to a good end; returns what was written. Nothing of it is left. */
    String output(Box box) {
        Running<Task> started = start(box);
        String output = started.result();
        started.process().delete();
        return output;
    }

    String output(Command command) {
        return output(Box.of(command));
    }

    /** Ends and deletes all tasks, closes the driver and removes the folders. */
    @Override
    public void close() {
        try {
            driver.list().forEach(this::sweep);
        } finally {
            try {
                driver.close();
                cgroups.remove();
            } finally {
                removeFolder();
            }
        }
    }

    private void removeFolder() {
        Kernel kernel = Linux.kernel();
        try (Fd above = kernel.files().open(suite.rootFolder().toString(), Flags.O_RDONLY, 0)) {
            FileTree.remove(kernel.files(), above, folder.getFileName().toString());
        }
    }

    private void sweep(TaskId id) {
        driver.recover(id).ifPresent(task -> {
            if (task.status() != Task.Status.STOPPED) {
                task.signalAll(9);
                Running.end(task);
            }
            task.delete();
        });
    }
}
