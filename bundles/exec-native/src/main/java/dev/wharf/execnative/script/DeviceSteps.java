package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Step;
import dev.wharf.spi.exec.DeviceNode;
import java.util.List;
import java.util.Map;

/** Device nodes, and the links that every Unix program expects in /dev. */
final class DeviceSteps {
    private static final Map<String, String> LINKS = Map.of(
            "/dev/fd", "/proc/self/fd",
            "/dev/stdin", "/proc/self/fd/0",
            "/dev/stdout", "/proc/self/fd/1",
            "/dev/stderr", "/proc/self/fd/2",
            "/dev/core", "/proc/kcore",
            "/dev/ptmx", "pts/ptmx");

    private final Steps steps;

    DeviceSteps(Steps steps) {
        this.steps = steps;
    }

    void make(List<DeviceNode> nodes) {
        nodes.forEach(this::make);
        LINKS.forEach((link, target) ->
                steps.add(Step.of("link " + link, Call.SYMLINKAT, steps.text(target), Steps.HERE, steps.text(link))
                        .tolerating(Errno.EEXIST, Errno.EROFS, Errno.ENOENT)));
    }

    private void make(DeviceNode node) {
        int slash = node.path().lastIndexOf('/');
        if (slash > "/dev".length()) {
            steps.mkdirs(node.path().substring(0, slash));
        }
        int mode = (node.type() == 'c' ? Flags.S_IFCHR : Flags.S_IFBLK) | node.mode();
        long device = Flags.device(node.major(), node.minor());
        steps.add(Step.of(
                        "mknod " + node.path(),
                        Call.MKNODAT,
                        Steps.HERE,
                        steps.text(node.path()),
                        number(mode),
                        number(device))
                .tolerating(Errno.EEXIST));
    }
}
