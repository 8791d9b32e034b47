package dev.wharf.spi.testkit.exec;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** A FIFO that carries a standard stream, and what was read from it so far. For one thread. */
final class Pipe {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BUFFER = 64 << 10;

    private final Kernel kernel = Linux.kernel();
    private final Path path;
    private final StringBuilder text = new StringBuilder();

    private Pipe(Path path) {
        this.path = path;
    }

    /** Makes a FIFO as the engine does: others can open it through /proc/self/fd, but never reach it by its name. */
    static Pipe make(Path path) {
        Pipe pipe = new Pipe(path);
        Path folder = Objects.requireNonNull(path.getParent(), "parent");
        try (Fd opened = pipe.open(folder, Flags.O_PATH | Flags.O_DIRECTORY)) {
            pipe.kernel.files().mknod(opened, path.getFileName().toString(), Flags.S_IFIFO | 0222, 0);
        }
        return pipe;
    }

    private Fd open(Path file, int flags) {
        return kernel.files().open(file.toString(), flags, 0);
    }

    Path path() {
        return path;
    }

    /** All that has come so far. */
    String text() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER);
        try (Fd fd = open(path, Flags.O_RDWR | Flags.O_NONBLOCK)) {
            while (kernel.descriptors().read(fd, bytes) > 0) {
                text.append(StandardCharsets.UTF_8.decode(bytes.flip()));
                bytes.clear();
            }
        } catch (LinuxException e) {
            if (!e.is(Errno.EAGAIN)) {
                throw e;
            }
        }
        return text.toString();
    }

    /** Waits until a part of a text has come; returns all that has come. */
    String await(String part) {
        Waiting.until(PATIENCE, () -> "\"" + part + "\" in \"" + text + "\"", () -> text().contains(part));
        return text.toString();
    }

    /** Writes, and closes at once. */
    void write(String input) {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        try (Fd fd = open(path, Flags.O_RDWR | Flags.O_NONBLOCK)) {
            kernel.descriptors()
                    .write(
                            fd,
                            ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
    }
}
