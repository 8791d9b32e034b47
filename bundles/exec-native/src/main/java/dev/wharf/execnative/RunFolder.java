package dev.wharf.execnative;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.MonitorStatus;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.TaskId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a task in the driver's run folder: what its monitor and the daemon share. */
final class RunFolder {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String CONTROL = "control";
    private static final String NOTIFY = "notify";
    private static final String STATUS = "status";
    private static final String LOCK = "lock";
    private static final String RECORD = "record";
    private static final String EXECS = "execs";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");

    private final Kernel kernel;
    private final Path path;

    private RunFolder(Kernel kernel, Path path) {
        this.kernel = kernel;
        this.path = path;
    }

    static RunFolder of(Kernel kernel, Path tasks, TaskId id) {
        return in(kernel, tasks.resolve(id.value()));
    }

    static RunFolder in(Kernel kernel, Path path) {
        return new RunFolder(kernel, path);
    }

    /** The run folders that lie in another folder. */
    static List<RunFolder> allIn(Kernel kernel, Path path) {
        try (Fd folder = kernel.files().open(path.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            return kernel.files().list(folder).stream()
                    .map(name -> in(kernel, path.resolve(name)))
                    .toList();
        }
    }

    /** Whether a file of that name can be the folder of a task; others are left alone. */
    static boolean isOfTask(String name) {
        return NAME.matcher(name).matches();
    }

    /** The folder of a further process in the task. */
    RunFolder exec(TaskId id) {
        return new RunFolder(kernel, path.resolve(EXECS).resolve(id.value()));
    }

    /** Makes what the folders of further processes lie in; harmless when repeated. */
    void prepareExecs() {
        try (Fd folder = open(path)) {
            kernel.files().mkdir(folder, EXECS, 0700);
        } catch (LinuxException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
        }
    }

    /** The further processes that have a folder. */
    List<TaskId> execs() {
        try (Fd folder = kernel.files().open(path.resolve(EXECS).toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            return kernel.files().list(folder).stream()
                    .filter(RunFolder::isOfTask)
                    .map(TaskId::new)
                    .toList();
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return List.of();
            }
            throw e;
        }
    }

    /** Makes the folder with its files; the status file has its blocks, so that it can be written on a full disk. */
    void create() {
        try (Fd parent = open(parent(path))) {
            kernel.files().mkdir(parent, path.getFileName().toString(), 0700);
        } catch (LinuxException e) {
            Kind kind = e.is(Errno.EEXIST) ? Kind.ALREADY_EXISTS : Kind.INTERNAL;
            throw new DriverException(kind, "task " + path.getFileName() + ": " + e.getMessage(), e);
        }
        try (Fd folder = open(path)) {
            kernel.files().mknod(folder, CONTROL, Flags.S_IFIFO | 0600, 0);
            kernel.files().mknod(folder, NOTIFY, Flags.S_IFIFO | 0600, 0);
        }
        try (Fd status = file(STATUS, Flags.O_WRONLY | Flags.O_CREAT)) {
            kernel.descriptors().write(status, MonitorStatus.heldBack());
        }
        file(LOCK, Flags.O_WRONLY | Flags.O_CREAT).close();
    }

    /** Moves the folder, which was made elsewhere, to where another one is to be; EEXIST when there is one. */
    void moveTo(RunFolder target) {
        kernel.files().rename(path.toString(), target.path.toString(), Flags.RENAME_NOREPLACE);
    }

    private Fd open(Path folder) {
        return kernel.files().open(folder.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0);
    }

    private Fd file(String name, int flags) {
        return kernel.files().open(path.resolve(name).toString(), flags, 0600);
    }

    boolean exists() {
        return java.nio.file.Files.isDirectory(path);
    }

    Fd control() {
        return file(CONTROL, Flags.O_RDWR | Flags.O_NONBLOCK);
    }

    /** The daemon's end; it hangs up when no monitor holds the other one any longer. */
    Fd notifications() {
        return file(NOTIFY, Flags.O_RDONLY | Flags.O_NONBLOCK);
    }

    /** The monitor's end; the daemon's must be open. */
    Fd notifier() {
        return file(NOTIFY, Flags.O_WRONLY | Flags.O_NONBLOCK);
    }

    Fd status() {
        return file(STATUS, Flags.O_RDWR);
    }

    Fd lock() {
        return file(LOCK, Flags.O_RDWR);
    }

    /** What the monitor has recorded, or empty. */
    Optional<MonitorStatus> readStatus() {
        try (Fd status = file(STATUS, Flags.O_RDONLY)) {
            return MonitorStatus.read(kernel, status);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The pid of the monitor, or empty when it is gone. */
    Optional<Integer> monitor() {
        try (Fd lock = file(LOCK, Flags.O_RDONLY)) { // also on a file system that has become read-only
            return kernel.processes().lockOwner(lock);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    void write(TaskRecord record) {
        byte[] bytes = record.text().getBytes(StandardCharsets.UTF_8);
        try (Fd file = file(RECORD, Flags.O_WRONLY | Flags.O_CREAT | Flags.O_TRUNC)) {
            kernel.descriptors()
                    .write(
                            file,
                            ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
    }

    Optional<TaskRecord> readRecord() {
        try {
            return TaskRecord.parse(java.nio.file.Files.readString(path.resolve(RECORD)));
        } catch (java.io.IOException ignored) {
            return Optional.empty(); // the daemon was killed before the launch, or it is no text
        }
    }

    /** Writes a record that was lost as the kernel tells it; empty when no process is left. */
    Optional<TaskRecord> restoreRecord(String group, String bootId) {
        Optional<TaskRecord> found = monitor().flatMap(pid -> new LostRecord(bootId).of(pid, group));
        found.ifPresent(record -> {
            LOG.warn("the record in {} cannot be read; it is written as the kernel tells it", path);
            write(record);
        });
        return found;
    }

    /**
     * Removes the folder with its files; harmless when another thread removes it as well. The record goes first: a folder
     * that a killed daemon left half removed is one that was never launched.
     */
    void remove() {
        if (!exists()) {
            return;
        }
        try {
            removeAll();
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }

    private void removeAll() {
        try (Fd folder = open(path)) {
            kernel.files().unlinkIfThere(folder, RECORD, 0);
            kernel.files().list(folder).forEach(name -> remove(folder, name));
        }
        try (Fd parent = open(parent(path))) {
            kernel.files().unlink(parent, path.getFileName().toString(), Flags.AT_REMOVEDIR);
        }
    }

    private void remove(Fd folder, String name) {
        boolean hasExecs = name.equals(EXECS);
        if (hasExecs) {
            execs().forEach(id -> exec(id).remove());
        }
        kernel.files().unlinkIfThere(folder, name, hasExecs ? Flags.AT_REMOVEDIR : 0);
    }

    private static Path parent(Path folder) {
        return java.util.Objects.requireNonNull(folder.getParent(), "parent");
    }
}
