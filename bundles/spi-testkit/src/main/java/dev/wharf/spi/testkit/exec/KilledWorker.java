package dev.wharf.spi.testkit.exec;

import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.testkit.FakeContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A process that makes a task, and tells so with one byte; starts it, and a further process in it; tells that with another byte,
 * and waits to be killed.
 */
final class KilledWorker {
    static final Command FIRST =
            Command.shell("echo before; read x; echo after $x; exit 3").input();
    static final Command FURTHER =
            Command.shell("read x; echo further $x; exit 8").input();

    /** It has made the task. */
    static final int MADE = 'm';

    /** It has started the task and the further process. */
    static final int STARTED = 's';

    private KilledWorker() {}

    /**
     * Works.
     *
     * @param arguments class of the suite, folder of the rig, parent of control groups, output of the task, output of the
     *     further process
     */
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException, InterruptedException {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        var suite = (ExecutionDriverConformance) constructor.newInstance();
        Path folder = Path.of(arguments[1]);
        var context = new FakeContext(folder.resolve("state"), folder.resolve("run"), Runnable::run);
        ExecutionDriver driver = suite.provider().open(context, suite.options());
        Task task = driver.create(Box.of(FIRST).spec(folder.resolve("root"), arguments[2]), streams(arguments[3]));
        try (OutputStream progress = new FileOutputStream(FileDescriptor.out)) {
            progress.write(MADE);
            task.start();
            task.exec(new TaskId("e"), FURTHER.spec(), streams(arguments[4]));
            progress.write(STARTED);
        }
        new CountDownLatch(1).await();
    }

    /** The FIFOs beside an output. */
    private static Stdio streams(String output) {
        String name = output.substring(0, output.length() - ".out".length());
        return new Stdio(Optional.of(Path.of(name + ".in")), Path.of(output), Optional.of(Path.of(name + ".err")));
    }
}
