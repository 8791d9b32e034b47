package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.testkit.FakeContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that makes and removes layers until it is killed. It writes a byte after each layer.
 *
 * <p>Arguments: the class of the suite, the state folder, the run folder, the number of the first layer.
 */
final class KilledWorker {
    /** What the layers lie on; made by the test. */
    static final LayerId BASE = new LayerId("base");

    static final int FILES = 20;
    private static final int KEPT = 3;

    private final GraphDriver driver;

    private KilledWorker(GraphDriver driver) {
        this.driver = driver;
    }

    /** Runs until the process is killed. */
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        var suite = (GraphDriverConformance) constructor.newInstance();
        var context = new FakeContext(Path.of(arguments[1]), Path.of(arguments[2]), Runnable::run);
        var worker = new KilledWorker(suite.provider().open(context, suite.options()));
        try (OutputStream progress = new FileOutputStream(FileDescriptor.out)) {
            for (int i = Integer.parseInt(arguments[3]); ; i++) {
                worker.makeAndRemove(i);
                progress.write('.');
            }
        }
    }

    private void makeAndRemove(int number) throws IOException {
        var key = new SnapshotKey("key-" + number);
        driver.prepare(key, Optional.of(BASE));
        Tree tree = new Tree(driver.writableFolder(key).path());
        for (int i = 0; i < FILES; i++) {
            tree.write("new/" + i, content(number));
        }
        driver.commit(layer(number), key);
        driver.remove(layer(number - KEPT));
    }

    static LayerId layer(int number) {
        return new LayerId("layer-" + number);
    }

    /** What the files of a layer hold. */
    static String content(int number) {
        return ("layer-" + number + " ").repeat(100);
    }
}
