package dev.wharf.spi.testkit.graph;

import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Faults in the content: what a bad copy loses. They happen when a snapshot is committed. */
final class Tampers {
    private static final int LARGE = 10_000_000;

    private Tampers() {}

    /** Changes one entry of a tree for the worse. */
    @FunctionalInterface
    interface Tamper {
        void with(Tree tree, String name, FileStatus status) throws IOException;
    }

    static BiFunction<DriverContext, GraphDriver, GraphDriver> with(Tamper tamper) {
        return (context, right) -> new Tampering(right, tamper);
    }

    private static final class Tampering extends DelegatingDriver {
        private final Tamper tamper;

        Tampering(GraphDriver right, Tamper tamper) {
            super(right);
            this.tamper = tamper;
        }

        @Override
        public void commit(LayerId layer, SnapshotKey key) {
            boolean isActive = right.stat(key)
                    .filter(each -> each.kind() == SnapshotInfo.Kind.ACTIVE)
                    .isPresent();
            if (isActive) {
                tamperWithAll(new Tree(right.writableFolder(key).path()));
            }
            right.commit(layer, key);
        }

        private void tamperWithAll(Tree tree) {
            try (Stream<Path> all = Files.walk(tree.root())) {
                List<String> names = all.skip(1)
                        .map(each -> tree.root().relativize(each).toString())
                        .toList();
                for (String name : names) {
                    tamper.with(tree, name, tree.status(name));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static void roundTime(Tree tree, String name, FileStatus status) {
        tree.date(name, status.modified().truncatedTo(ChronoUnit.SECONDS));
    }

    /** As a chown(2) after the attributes does. */
    static void dropCapability(Tree tree, String name, FileStatus status) {
        if (status.isFile()) {
            tree.own(name, status.uid(), status.gid());
            tree.allow(name, status.permissions());
        }
    }

    static void garbleAttribute(Tree tree, String name, FileStatus status) {
        if (tree.attribute(name, "trusted.test").isPresent()) {
            tree.attribute(name, "trusted.test", "garbled".getBytes(StandardCharsets.US_ASCII));
        }
    }

    static void splitLink(Tree tree, String name, FileStatus status) throws IOException {
        if (status.isFile() && status.links() > 1 && name.contains("/")) {
            Path copy = tree.path(name + ".copy");
            Files.copy(tree.path(name), copy, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(copy, tree.path(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static void dropSetUserId(Tree tree, String name, FileStatus status) {
        if (status.isFile()) {
            tree.allow(name, status.permissions() & 0777);
        }
    }

    static void giveLinkToRoot(Tree tree, String name, FileStatus status) {
        if (status.isLink()) {
            tree.own(name, 0, 0);
        }
    }

    static void fillHoles(Tree tree, String name, FileStatus status) throws IOException {
        if (status.isFile() && status.size() > LARGE) {
            Files.write(tree.path(name), new byte[(int) status.size()]);
        }
    }

    static void replacePipe(Tree tree, String name, FileStatus status) throws IOException {
        if (status.type() == Flags.S_IFIFO) {
            tree.delete(name);
            Files.createFile(tree.path(name));
        }
    }
}
