package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.spi.exec.DeviceRule;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Denies all devices and allows some: by files in the first version, by a program in the second. */
final class DeviceFiles {
    private final CgroupTree tree;
    private final ControlFile files;
    private final Cgroup group;
    private final Kernel kernel;

    DeviceFiles(Kernel kernel, CgroupTree tree, ControlFile files, Cgroup group) {
        this.kernel = kernel;
        this.tree = tree;
        this.files = files;
        this.group = group;
    }

    void write(List<DeviceRule> allowed) {
        if (allowed.stream().anyMatch(rule -> rule.type() == 'a')) {
            return; // a new group allows all
        }
        if (tree.isUnified()) {
            attach(group.folder(tree.hierarchies().get(0)), allowed);
        } else {
            tree.with("devices").map(group::folder).ifPresent(folder -> write(folder, allowed));
        }
    }

    private void attach(Path folder, List<DeviceRule> allowed) {
        try (Fd cgroup = kernel.files().open(folder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            kernel.deviceFilters().attach(cgroup, DeviceProgram.of(allowed));
        }
    }

    private void write(Path folder, List<DeviceRule> allowed) {
        files.write(folder.resolve("devices.deny"), "a");
        for (DeviceRule rule : allowed) {
            files.write(folder.resolve("devices.allow"), line(rule));
        }
    }

    static String line(DeviceRule rule) {
        return rule.type() + " " + number(rule.major()) + ":" + number(rule.minor()) + " " + rule.access();
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "*";
    }
}
