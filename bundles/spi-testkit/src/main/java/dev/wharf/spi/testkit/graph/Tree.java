package dev.wharf.spi.testkit.graph;

import dev.wharf.linux.AttributeCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A tree that a test writes or looks at: a mounted snapshot or a folder of the driver.
 *
 * @param root of the tree
 */
record Tree(Path root) {
    private static final Kernel KERNEL = Linux.kernel();

    /** Something that is done in a tree. */
    @FunctionalInterface
    interface Work {
        void in(Tree tree) throws IOException;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** Makes a file and the folders that it needs, or writes it in place. */
    void write(String name, String content) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), content);
    }

    void append(String name, String content) throws IOException {
        Files.writeString(path(name), content, StandardOpenOption.APPEND);
    }

    String read(String name) throws IOException {
        return Files.readString(path(name));
    }

    boolean has(String name) {
        return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    void makeFolder(String name) throws IOException {
        Files.createDirectories(path(name));
    }

    void delete(String name) throws IOException {
        Files.delete(path(name));
    }

    void deleteTree(String name) {
        with(folder -> FileTree.remove(files(), folder, name));
    }

    void move(String from, String to) {
        with(folder -> files().rename(folder, from, folder, to, 0));
    }

    void link(String from, String to) throws IOException {
        Files.createLink(path(to), path(from));
    }

    void symlink(String name, String target) throws IOException {
        Files.createSymbolicLink(path(name), Path.of(target));
    }

    void node(String name, int mode, long device) {
        with(folder -> files().mknod(folder, name, mode, device));
    }

    void own(String name, int uid, int gid) {
        with(folder -> attributes().chown(folder, name, uid, gid));
    }

    void allow(String name, int mode) {
        with(folder -> attributes().chmod(folder, name, mode));
    }

    void date(String name, Instant time) {
        long seconds = time.getEpochSecond();
        int nanos = time.getNano();
        with(folder -> attributes().utimens(folder, name, seconds, nanos, seconds, nanos));
    }

    void attribute(String name, String attribute, byte[] value) {
        with(folder -> attributes().setXattr(folder, name, attribute, value));
    }

    Optional<byte[]> attribute(String name, String attribute) {
        return from(folder -> attributes().getXattr(folder, name, attribute));
    }

    /** An empty name means the root. */
    FileStatus status(String name) {
        return from(folder -> files().stat(folder, name)).orElseThrow(() -> new AssertionError("no " + path(name)));
    }

    /** The names in a folder, sorted. */
    List<String> names(String name) throws IOException {
        try (Stream<Path> entries = Files.list(path(name))) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private void with(Consumer<Fd> work) {
        from(folder -> {
            work.accept(folder);
            return root;
        });
    }

    private <T> T from(Function<Fd, T> work) {
        try (Fd folder = files().open(root.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            return work.apply(folder);
        }
    }

    private static FileCalls files() {
        return KERNEL.files();
    }

    private static AttributeCalls attributes() {
        return KERNEL.files().attributes();
    }
}
