package dev.wharf.execoci.cgroup;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.exec.TaskUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A group that the runtime has made: what a runtime tells too slowly, or not at all. Holds nothing open. */
public final class ControlGroup {
    private static final int SIGKILL = 9;
    private static final int ROUNDS = 500;
    private static final int FEW_ROUNDS = 25;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Hierarchies hierarchies;
    private final String path;

    ControlGroup(Hierarchies hierarchies, String path) {
        this.hierarchies = hierarchies;
        this.path = Path.of("/").resolve(path).normalize().toString().substring(1);
    }

    boolean isUnified() {
        return hierarchies.version() == 2;
    }

    /** A file of a controller, or of the second version's tree; empty when the host does not have it. */
    Optional<Path> file(String controller, String name) {
        Optional<Path> root = isUnified() ? hierarchies.unified() : hierarchies.with(controller);
        return root.map(folder -> folder.resolve(path).resolve(name));
    }

    /** What such a file says; empty when it is not there. */
    Optional<String> read(String controller, String name) {
        return file(controller, name).flatMap(ControlGroup::read);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).stripTrailing());
        } catch (IOException ignored) {
            return Optional.empty(); // the group is gone, and with it its counters
        }
    }

    /** The pids of its processes as the host sees them. */
    public List<Integer> processes() {
        return read("freezer", "cgroup.procs")
                .orElse("")
                .lines()
                .map(Integer::valueOf)
                .toList();
    }

    /** What it has used since it was made. */
    public TaskUsage usage(Clock clock) {
        return isUnified() ? new UnifiedUsageReader(this).read(clock) : new UsageReader(this).read(clock);
    }

    /** How often the kernel has killed a process of it for lack of memory. */
    public long outOfMemoryKills() {
        String counters = read("memory", isUnified() ? "memory.events" : "memory.oom_control")
                .orElse("");
        return counters.lines()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                .findFirst()
                .orElse(0);
    }

    /** The number of such kills, which the kernel may count a moment after it has told of one. */
    public long killsBeyond(long known) {
        within(FEW_ROUNDS, () -> outOfMemoryKills() > known);
        return outOfMemoryKills();
    }

    /** Whether all processes stand still. */
    public boolean isFrozen() {
        return isUnified()
                ? read("", "cgroup.events").orElse("").contains("frozen 1")
                : read("freezer", "freezer.state").orElse("").equals("FROZEN");
    }

    /** Freezes all processes; false when the kernel has not done it within a second. */
    public boolean freeze() {
        return within(() -> {
            writeState(true); // a group that forks meanwhile may stay FREEZING; saying it again helps
            return isFrozen();
        });
    }

    /** Thaws all processes. */
    public void thaw() {
        writeState(false);
    }

    private void writeState(boolean frozen) {
        if (isUnified()) {
            write("", "cgroup.freeze", frozen ? "1" : "0");
        } else {
            write("freezer", "freezer.state", frozen ? "FROZEN" : "THAWED");
        }
    }

    private void write(String controller, String name, String value) {
        file(controller, name).filter(Files::exists).ifPresent(file -> {
            try {
                Files.write(file, value.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static boolean within(BooleanSupplier condition) {
        return within(ROUNDS, condition);
    }

    private static boolean within(int rounds, BooleanSupplier condition) {
        for (int round = 0; round < rounds; round++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    /**
     * Kills all processes. Where the kernel cannot do it in one call they are frozen first, so that a fork bomb cannot
     * outrun us: frozen processes are killed as soon as they thaw.
     */
    public void kill(Kernel kernel) {
        if (processes().isEmpty()) {
            return;
        }
        if (isUnified() && file("", "cgroup.kill").filter(Files::exists).isPresent()) {
            write("", "cgroup.kill", "1");
            return;
        }
        freeze();
        processes().forEach(pid -> send(kernel, pid, SIGKILL));
        thaw();
    }

    /** Sends a signal to a process that may have ended. */
    public static void send(Kernel kernel, int pid, int signal) {
        try {
            kernel.processes().kill(pid, signal);
        } catch (LinuxException e) {
            if (!e.is(Errno.ESRCH)) {
                throw e;
            }
        }
    }

    /** Kills what is in it and removes it in all hierarchies, should the runtime have left it. */
    public void remove(Kernel kernel) {
        within(() -> {
            kill(kernel);
            return hierarchies.roots().stream().map(root -> root.resolve(path)).allMatch(ControlGroup::removeFolder);
        });
    }

    /** Removes an empty group; false while it has members. */
    static boolean removeFolder(Path folder) {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (FileSystemException ignored) {
            return false; // busy
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
