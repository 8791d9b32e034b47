package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.execnative.cgroup.CgroupTree;
import dev.wharf.execnative.cgroup.Cgroups;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.DeviceNode;
import dev.wharf.spi.exec.DeviceRule;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Resources;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A throw-away host: folders, a busybox root, FIFOs and specifications. */
final class TestHost implements DriverContext {
    private static final Namespace NEW = new Namespace.New();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final Kernel kernel = Linux.kernel();
    private final Path folder;

    TestHost(Path folder) {
        this.folder = folder;
        makeRoot();
    }

    /** The pid of the monitor that waits, once one does and has its lock. */
    static int awaitMonitor(NativeDriver driver) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (driver.waitingMonitor().isEmpty()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            Thread.sleep(5);
        }
        return driver.waitingMonitor().orElseThrow();
    }

    private void makeRoot() {
        try {
            for (String name : List.of("root/bin", "root/etc", "root/proc", "root/sys", "root/dev", "state", "run")) {
                Files.createDirectories(folder.resolve(name));
            }
            Files.copy(Path.of("/bin/busybox"), folder.resolve("root/bin/busybox"));
            for (String applet : List.of("sh", "cat", "id", "sleep", "true", "stty", "ls", "grep", "tty", "tr")) {
                Files.createSymbolicLink(folder.resolve("root/bin/" + applet), Path.of("busybox"));
            }
            Files.writeString(
                    folder.resolve("root/etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nme:x:7:8::/home/me:\n");
            Files.writeString(folder.resolve("root/etc/group"), "root:x:0:\nus:x:8:\nothers:x:9:me\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends and deletes all tasks, and closes the driver. */
    void sweep(NativeDriver driver) {
        for (TaskId id : driver.list()) {
            driver.recover(id).ifPresent(task -> {
                if (task.status() != Task.Status.STOPPED) {
                    task.signalAll(9);
                }
                task.exit().orTimeout(20, TimeUnit.SECONDS).join();
                task.delete();
            });
        }
        driver.close();
        new Cgroups(kernel, CgroupTree.read(), runFolder().resolve("sweep"))
                .find("/", "wharf-test")
                .remove();
    }

    Path root() {
        return folder.resolve("root");
    }

    Stdio streams(String name, boolean stdin, boolean terminal) {
        try (Fd run = kernel.files().open(folder.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            for (String stream : List.of("in", "out", "err")) {
                kernel.files().mknod(run, name + "." + stream, Flags.S_IFIFO | 0222, 0);
            }
        }
        return new Stdio(
                stdin ? Optional.of(folder.resolve(name + ".in")) : Optional.empty(),
                folder.resolve(name + ".out"),
                terminal ? Optional.empty() : Optional.of(folder.resolve(name + ".err")));
    }

    /** Reads what a FIFO holds at present. */
    String read(Path fifo) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(65536);
        try (Fd fd = kernel.files().open(fifo.toString(), Flags.O_RDWR | Flags.O_NONBLOCK, 0)) {
            kernel.descriptors().read(fd, bytes);
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    void write(Path fifo, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Fd fd = kernel.files().open(fifo.toString(), Flags.O_RDWR | Flags.O_NONBLOCK, 0)) {
            kernel.descriptors()
                    .write(
                            fd,
                            ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
    }

    ProcessSpec process(String... arguments) {
        return process("", false, arguments);
    }

    ProcessSpec process(String user, boolean terminal, String... arguments) {
        return new ProcessSpec(
                List.of(arguments),
                List.of("PATH=/sbin:/bin", "A=b"),
                "/work/deep",
                user,
                List.of(),
                Set.of("CHOWN", "KILL", "SETUID", "SETGID"),
                List.of(),
                terminal,
                false,
                0,
                Optional.empty(),
                "");
    }

    TaskSpec task(String id, ProcessSpec process) {
        return new TaskSpec(
                new TaskId(id),
                process,
                List.of(Mount.bind(root())),
                false,
                mounts(),
                List.of(new DeviceNode("/dev/null", 'c', 1, 3, 0666), new DeviceNode("/dev/zero", 'c', 1, 5, 0666)),
                new Namespaces(NEW, NEW, NEW, NEW, new Namespace.Host()),
                new CgroupSpec(
                        "/wharf-test",
                        id,
                        Resources.unlimited(),
                        List.of(
                                new DeviceRule('c', OptionalInt.of(1), OptionalInt.empty(), "rwm"),
                                new DeviceRule('c', OptionalInt.of(136), OptionalInt.empty(), "rwm"),
                                new DeviceRule('c', OptionalInt.of(5), OptionalInt.empty(), "rwm"))),
                "box",
                "",
                List.of("/proc/kcore", "/sys/firmware", "/proc/nothing"),
                List.of("/proc/sys"),
                Map.of());
    }

    static TaskSpec withCgroup(TaskSpec spec, CgroupSpec cgroup) {
        return copy(spec, spec.mounts(), spec.namespaces(), cgroup);
    }

    static TaskSpec withMounts(TaskSpec spec, List<TaskMount> mounts) {
        return copy(spec, mounts, spec.namespaces(), spec.cgroup());
    }

    static TaskSpec withNamespaces(TaskSpec spec, Namespaces namespaces) {
        return copy(spec, spec.mounts(), namespaces, spec.cgroup());
    }

    private static TaskSpec copy(TaskSpec spec, List<TaskMount> mounts, Namespaces namespaces, CgroupSpec cgroup) {
        return new TaskSpec(
                spec.id(),
                spec.process(),
                spec.root(),
                spec.rootReadOnly(),
                mounts,
                spec.devices(),
                namespaces,
                cgroup,
                namespaces.uts() instanceof Namespace.New ? spec.hostname() : "",
                spec.domainname(),
                spec.maskedPaths(),
                spec.readonlyPaths(),
                spec.sysctls());
    }

    private static List<TaskMount> mounts() {
        return List.of(
                mount("proc", "/proc", "nosuid", "noexec", "nodev"),
                mount("tmpfs", "/dev", "nosuid", "strictatime", "mode=755"),
                mount("devpts", "/dev/pts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"),
                mount("sysfs", "/sys", "nosuid", "noexec", "nodev", "ro"),
                mount("cgroup", "/sys/fs/cgroup", "nosuid", "noexec", "nodev", "ro"));
    }

    private static TaskMount mount(String type, String target, String... options) {
        return new TaskMount(Mount.of(type, type, List.of(options)), target);
    }

    @Override
    public Path stateFolder() {
        return folder.resolve("state");
    }

    @Override
    public Path runFolder() {
        return folder.resolve("run");
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public String loggerName() {
        return "test";
    }
}
