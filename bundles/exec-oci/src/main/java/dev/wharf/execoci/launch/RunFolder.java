package dev.wharf.execoci.launch;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.MonitorStatus;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The folder of a process: what its monitor, the runtime and the daemon share. That of a task is also the bundle which the
 * runtime is given.
 */
public final class RunFolder {
    private static final String CONTROL = "control";
    private static final String NOTIFY = "notify";
    private static final String STATUS = "status";
    private static final String LOCK = "lock";
    private static final String RECORD = "record";
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int ROUNDS = 1000;

    private final Kernel kernel;
    private final Path path;

    /** Names a folder, whether it is there or not. */
    public RunFolder(Kernel kernel, Path path) {
        this.kernel = kernel;
        this.path = path;
    }

    /**
     * Makes the folder with its files; those that a monitor writes have their blocks, so that they can be written on a full
     * disk.
     *
     * @throws DriverException ALREADY_EXISTS, INTERNAL
     */
    public void create() {
        try (Fd parent = open(parent(path))) {
            kernel.files().mkdir(parent, path.getFileName().toString(), 0700);
        } catch (LinuxException e) {
            Kind kind = e.is(Errno.EEXIST) ? Kind.ALREADY_EXISTS : Kind.INTERNAL;
            throw new DriverException(kind, path.getFileName() + ": " + e.getMessage(), e);
        }
        try (Fd folder = open(path)) {
            kernel.files().mknod(folder, CONTROL, Flags.S_IFIFO | 0600, 0);
            kernel.files().mknod(folder, NOTIFY, Flags.S_IFIFO | 0600, 0);
            kernel.files().mkdir(folder, "rootfs", 0755);
        }
        write(STATUS, new byte[MonitorStatus.BYTES]);
        write(ExitRecord.FILE, new byte[ExitRecord.BYTES]);
        write(LOCK, new byte[0]);
    }

    private Fd open(Path folder) {
        return kernel.files().open(folder.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0);
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    Fd file(String name, int flags) {
        return kernel.files().open(path.resolve(name).toString(), flags, 0600);
    }

    Fd control() {
        return file(CONTROL, Flags.O_RDWR | Flags.O_NONBLOCK);
    }

    Fd notifications() {
        return file(NOTIFY, Flags.O_RDWR | Flags.O_NONBLOCK);
    }

    Fd status() {
        return file(STATUS, Flags.O_RDWR);
    }

    Fd lock() {
        return file(LOCK, Flags.O_RDWR);
    }

    /** Writes a file. */
    public void write(String name, byte[] content) {
        try {
            Files.write(path.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is a file. */
    public boolean has(String name) {
        return Files.exists(path.resolve(name));
    }

    /** What a file says, or empty. */
    public Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(path.resolve(name)));
        } catch (NoSuchFileException ignored) {
            return Optional.empty(); // whoever writes it has not come so far
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what the driver must know after a restart; whole or not at all. */
    public void writeRecord(String text) {
        write(RECORD + ".new", text.getBytes(StandardCharsets.UTF_8));
        try {
            Files.move(path.resolve(RECORD + ".new"), path.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the driver must know after a restart, or empty. */
    public Optional<String> record() {
        return read(RECORD);
    }

    /** The first process, as the runtime has told; empty before. */
    public OptionalInt pid() {
        return read("pid").filter(text -> !text.isBlank()).stream()
                .mapToInt(text -> Integer.parseInt(text.strip()))
                .findFirst();
    }

    /** What the monitor has recorded, or empty. */
    Optional<MonitorStatus> readStatus() {
        return readIfThere(STATUS, file -> MonitorStatus.read(kernel, file));
    }

    /** How the process ended, or empty. */
    Optional<ExitRecord> readExit() {
        return readIfThere(ExitRecord.FILE, file -> ExitRecord.read(kernel, file));
    }

    /** The pid of the monitor, or empty when it is gone. */
    Optional<Integer> monitor() {
        return readIfThere(LOCK, file -> kernel.processes().lockOwner(file));
    }

    private <T> Optional<T> readIfThere(String name, Function<Fd, Optional<T>> reader) {
        try (Fd file = file(name, Flags.O_RDWR)) {
            return reader.apply(file);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Waits while a runtime that outlived a daemon still makes the process: what it made after a sweep would be left. The
     * starter goes when it waits for a daemon that is gone, so that this ends soon.
     */
    public void awaitRuntime() {
        for (int round = 0; round < ROUNDS && pid().isEmpty() && isStarting(); round++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean isStarting() {
        return monitor().isPresent()
                && !readStatus().map(MonitorStatus::hasEnded).orElse(false);
    }

    /** Tells a monitor to leave; harmless when there is none. */
    public void dismissMonitor() {
        if (has(CONTROL)) {
            try (Fd control = control()) {
                kernel.descriptors()
                        .write(
                                control,
                                ByteBuffer.allocateDirect(5).put((byte) 'Q').rewind());
            }
        }
    }

    /** Removes the folder with all that is in it; harmless when it is not there. */
    public void remove() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Fd parent = kernel.files().open(parent(path).toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            FileTree.remove(kernel.files(), parent, path.getFileName().toString());
        }
    }

    private static Path parent(Path folder) {
        return Objects.requireNonNull(folder.getParent(), "parent");
    }
}
