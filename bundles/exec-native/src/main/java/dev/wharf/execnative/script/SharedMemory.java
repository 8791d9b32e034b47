package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.loaded;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Step;
import dev.wharf.spi.exec.TaskMount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The /dev/shm and /dev/mqueue of a task whose ipc namespace is joined. They are copied as mounts in that task's mount
 * namespace, where a link can lead to nothing but its own files, and carried back by descriptor.
 */
final class SharedMemory {
    private static final Map<String, String> TYPES = Map.of("/dev/shm", "tmpfs", "/dev/mqueue", "mqueue");
    private static final int OPEN_TREE_CLONE = 1;
    private static final int ABSENT = -1;

    private final Steps steps;
    private final Script script;
    private final Map<String, Integer> trees;
    private final Set<String> left = new HashSet<>();

    SharedMemory(Steps steps) {
        this.steps = steps;
        this.script = steps.script();
        this.trees = Map.of("/dev/shm", place(), "/dev/mqueue", place());
    }

    private int place() {
        int place = script.reserve(4);
        script.putInt(place, ABSENT);
        return place;
    }

    /** While the host's /proc is in sight. */
    void copy(int pidfd) {
        int own = script.reserve(4);
        steps.add(Step.of(
                        "open the own mount namespace",
                        Call.OPENAT,
                        Steps.HERE,
                        steps.text("/proc/self/ns/mnt"),
                        number(Flags.O_RDONLY | Steps.O_CLOEXEC),
                        number(0))
                .storing(own));
        steps.join(new JoinedNamespace(JoinedNamespace.Kind.MOUNT, pidfd));
        trees.forEach((target, place) -> steps.add(Step.of(
                        "copy " + target,
                        Call.OPEN_TREE,
                        Steps.HERE,
                        steps.text(target),
                        number(OPEN_TREE_CLONE | Steps.O_CLOEXEC))
                .tolerating(Errno.ENOENT, Errno.ENOTDIR)
                .storing(place)));
        steps.call("return to the own mount namespace", Call.SETNS, loaded(own), number(0));
        steps.call("close the own mount namespace", Call.CLOSE, loaded(own));
        left.addAll(trees.keySet());
    }

    /** Whether a mount of a specification gives way to the shared one. */
    boolean replaces(TaskMount mount) {
        String type = TYPES.getOrDefault(mount.target(), "");
        return type.equals(mount.mount().type());
    }

    void attach(String target) {
        left.remove(target);
        int place = trees.getOrDefault(target, 0);
        steps.mkdirs(target);
        steps.attach(place, target, Errno.EBADF);
    }

    /** Attaches what no mount of the specification stands for. */
    void attachRest(List<TaskMount> mounts) {
        Set<String> taken = new HashSet<>();
        mounts.forEach(mount -> taken.add(mount.target()));
        List.copyOf(left).stream().filter(target -> !taken.contains(target)).forEach(this::attach);
    }
}
