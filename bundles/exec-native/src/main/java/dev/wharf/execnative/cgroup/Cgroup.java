package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.TaskUsage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The control group of a task, in all hierarchies. Holds nothing open; equal ones are interchangeable. */
public final class Cgroup {
    private final CgroupTree tree;
    private final ControlFile files;
    private final String parent;
    private final String name;

    Cgroup(CgroupTree tree, ControlFile files, String parent, String name) {
        this.tree = tree;
        this.files = files;
        this.parent = parent;
        this.name = name;
    }

    /** Its folder in a hierarchy; never above the hierarchy's own. */
    public Path folder(Hierarchy hierarchy) {
        Path below = Path.of("/").resolve(parent).resolve(name).normalize();
        return hierarchy.folder().resolve(below.toString().substring(1));
    }

    /**
     * The files to which a process of one thread writes 0 to join, in the hierarchies of the first version: they move the
     * writing thread alone, for which the kernel need not hold up all forks and exits of the host (since Linux 5.13).
     */
    public List<Path> joinFiles() {
        return tree.hierarchies().stream()
                .filter(hierarchy -> !hierarchy.isUnified())
                .map(hierarchy -> folder(hierarchy).resolve("tasks"))
                .toList();
    }

    /** The folder in the second version, in which a process can be born; empty on a host of the first. */
    public Optional<Path> birthplace() {
        return tree.isUnified() ? Optional.of(unified()) : Optional.empty();
    }

    /** The hierarchies. */
    public CgroupTree tree() {
        return tree;
    }

    /** The pids of its processes, as the host sees them. */
    public List<Integer> processes() {
        Optional<Path> procs = tree.with("freezer")
                .or(() -> tree.hierarchies().stream().findFirst())
                .map(hierarchy -> folder(hierarchy).resolve("cgroup.procs"));
        return procs.flatMap(files::read)
                .orElse("")
                .lines()
                .filter(line -> !line.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    /** Whether the kernel has killed one of its processes for lack of memory. */
    public boolean wasOutOfMemory() {
        Optional<Path> counters = tree.with("memory").map(hierarchy -> folder(hierarchy)
                .resolve(hierarchy.isUnified() ? "memory.events" : "memory.oom_control"));
        return counters.flatMap(files::read)
                .orElse("")
                .lines()
                .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
    }

    /** What its processes have used. */
    public TaskUsage usage(Instant at) {
        return tree.isUnified()
                ? new SecondUsage(files, unified()).read(at)
                : new FirstUsage(tree, files, this).read(at);
    }

    /**
     * Watches for kills for lack of memory, from now on.
     *
     * @throws DriverException UNSUPPORTED when the host does not limit memory
     */
    public OutOfMemoryEvents outOfMemoryEvents(Kernel kernel) {
        Path folder = tree.with("memory")
                .map(this::folder)
                .orElseThrow(() -> new DriverException(Kind.UNSUPPORTED, "the host does not limit memory"));
        return tree.isUnified()
                ? new SecondOutOfMemoryEvents(kernel, files, folder.resolve("memory.events"), "oom_kill")
                : new FirstOutOfMemoryEvents(kernel, files, folder);
    }

    /** Freezes or thaws all processes. The kernel may need a moment: see {@link #isFrozen}. */
    public void freeze(boolean frozen) {
        if (tree.isUnified()) {
            files.write(unified().resolve("cgroup.freeze"), frozen ? "1" : "0");
        } else {
            freezer().ifPresent(folder -> files.write(folder.resolve("freezer.state"), frozen ? "FROZEN" : "THAWED"));
        }
    }

    /** Whether all processes stand still. */
    public boolean isFrozen() {
        if (tree.isUnified()) {
            return files.read(unified().resolve("cgroup.events")).orElse("").contains("frozen 1");
        }
        return freezer()
                .flatMap(folder -> files.read(folder.resolve("freezer.state")))
                .orElse("")
                .equals("FROZEN");
    }

    /** Kills all processes at once, if the kernel has a way; false when it has none. */
    public boolean kill() {
        return tree.isUnified() && files.writeIfThere(unified().resolve("cgroup.kill"), "1");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cgroup that
                && parent.equals(that.parent)
                && name.equals(that.name)
                && tree.equals(that.tree);
    }

    @Override
    public int hashCode() {
        return 31 * parent.hashCode() + name.hashCode();
    }

    private Path unified() {
        return folder(tree.hierarchies().get(0));
    }

    private Optional<Path> freezer() {
        return tree.with("freezer").map(this::folder);
    }

    /** Removes it everywhere; false when it still has members somewhere. Removing what is not there succeeds. */
    public boolean remove() {
        boolean gone = true;
        for (Hierarchy hierarchy : tree.hierarchies()) {
            gone &= removeFrom(hierarchy);
        }
        return gone;
    }

    private boolean removeFrom(Hierarchy hierarchy) {
        try {
            return files.rmdir(folder(hierarchy));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return true;
            }
            throw e;
        }
    }
}
