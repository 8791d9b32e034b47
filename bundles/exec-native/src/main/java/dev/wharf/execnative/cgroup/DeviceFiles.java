package dev.wharf.execnative.cgroup;

import dev.wharf.spi.exec.DeviceRule;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Denies all devices and allows some, in the first version's devices hierarchy. */
final class DeviceFiles {
    private final CgroupTree tree;
    private final ControlFile files;
    private final Cgroup group;

    DeviceFiles(CgroupTree tree, ControlFile files, Cgroup group) {
        this.tree = tree;
        this.files = files;
        this.group = group;
    }

    void write(List<DeviceRule> allowed) {
        tree.with("devices").map(group::folder).ifPresent(folder -> write(folder, allowed));
    }

    private void write(Path folder, List<DeviceRule> allowed) {
        if (allowed.stream().anyMatch(rule -> rule.type() == 'a')) {
            return; // a new group allows all
        }
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
