package dev.wharf.execnative.script;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.cgroup.Hierarchy;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.Argument;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Step;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.TaskMount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The further mounts of a container. What comes from the host is cloned while the host's root is still there; everything
 * is attached after the new root was entered, so that no link in the image can lead to the host.
 */
final class MountSteps {
    private static final int MOUNT_ATTR_SANDBOX = 0x1 | 0x2 | 0x4 | 0x8;

    private final Steps steps;
    private final Cgroup cgroup;
    private final boolean ownCgroupNamespace;
    private final Map<TaskMount, Integer> clones = new LinkedHashMap<>();
    private final Map<Hierarchy, Integer> groups = new LinkedHashMap<>();
    private Optional<SharedMemory> shared = Optional.empty();

    MountSteps(Steps steps, Cgroup cgroup, Namespace cgroupNamespace) {
        this.steps = steps;
        this.cgroup = cgroup;
        this.ownCgroupNamespace = cgroupNamespace instanceof Namespace.New;
    }

    /** Takes /dev/shm and /dev/mqueue from another task, before the host's root is gone. */
    void share(int pidfd) {
        SharedMemory memory = new SharedMemory(steps);
        memory.copy(pidfd);
        shared = Optional.of(memory);
    }

    /** Before the host's root is gone. */
    void cloneSources(List<TaskMount> mounts) {
        for (TaskMount mount : mounts) {
            if (mount.mount().type().equals("bind")) {
                clones.put(mount, cloneBind(mount));
            } else if (mount.mount().type().equals("cgroup") && !mountsUnified()) {
                cloneGroups(MountOptions.parse(mount.mount().options()));
            }
        }
    }

    private int cloneBind(TaskMount mount) {
        Mount bind = mount.mount();
        if (!Files.exists(Path.of(bind.source()))) {
            throw new DriverException(Kind.NOT_FOUND, "bind source path does not exist: " + bind.source());
        }
        MountOptions options = MountOptions.parse(bind.options());
        int tree = steps.cloneTree(bind.source(), options.isRecursive());
        long propagation = options.propagation() == 0 ? Flags.MS_PRIVATE : options.propagation();
        steps.setAttributes(mount.target(), tree, options.attributes(), propagation);
        return tree;
    }

    private void cloneGroups(MountOptions options) {
        for (Hierarchy hierarchy : cgroup.tree().hierarchies()) {
            int tree = steps.cloneTree(cgroup.folder(hierarchy).toString(), false);
            long attributes = options.isReadOnly() ? MOUNT_ATTR_SANDBOX : MOUNT_ATTR_SANDBOX & ~1;
            steps.setAttributes(hierarchy.name(), tree, attributes, Flags.MS_PRIVATE);
            groups.put(hierarchy, tree);
        }
    }

    private boolean mountsUnified() {
        return cgroup.tree().isUnified() && ownCgroupNamespace;
    }

    /** After the new root was entered. */
    void attach(List<TaskMount> mounts) {
        for (TaskMount mount : mounts) {
            if (shared.isPresent() && shared.get().replaces(mount)) {
                shared.get().attach(mount.target());
            } else {
                attach(mount);
            }
        }
        shared.ifPresent(memory -> memory.attachRest(mounts));
    }

    private void attach(TaskMount mount) {
        String target = mount.target();
        Mount what = mount.mount();
        switch (what.type()) {
            case "bind" -> {
                makePoint(Path.of(what.source()), target);
                steps.attach(clones.getOrDefault(mount, 0), target);
            }
            case "cgroup" -> attachGroups(target, MountOptions.parse(what.options()));
            case "proc", "sysfs" -> {
                steps.mkdir(target, 0755);
                refuseLink(target);
                steps.mount(what.type(), what.source(), target, MountOptions.parse(what.options()));
            }
            default -> {
                steps.mkdirs(target);
                steps.mount(what.type(), what.source(), target, MountOptions.parse(what.options()));
            }
        }
    }

    /** An image in which /proc is a link could have its masked paths masked elsewhere (CVE-2019-19921). */
    private void refuseLink(String target) {
        int how = steps.script().reserve(24);
        steps.script().putLong(how, Flags.O_PATH | Flags.O_DIRECTORY | Steps.O_CLOEXEC);
        steps.script().putLong(how + 16, 0x04 /* RESOLVE_NO_SYMLINKS */);
        steps.call(
                "open " + target + " without links",
                Call.OPENAT2,
                Steps.HERE,
                steps.text(target),
                Argument.address(how),
                Argument.number(24));
    }

    private void makePoint(Path source, String target) {
        if (Files.isDirectory(source)) {
            steps.mkdirs(target);
        } else {
            steps.touch(target);
        }
    }

    private void attachGroups(String target, MountOptions options) {
        if (mountsUnified()) {
            steps.mount("cgroup2", "cgroup", target, options);
            return;
        }
        if (cgroup.tree().isUnified()) {
            groups.values().forEach(tree -> steps.attach(tree, target));
            return;
        }
        steps.mount("tmpfs", "tmpfs", target, MountOptions.parse(List.of("nosuid", "nodev", "noexec", "mode=755")));
        groups.forEach((hierarchy, tree) -> {
            steps.mkdir(target + "/" + hierarchy.name(), 0755);
            steps.attach(tree, target + "/" + hierarchy.name());
            linkControllers(target, hierarchy);
        });
        if (options.isReadOnly()) {
            int flags = Flags.MS_REMOUNT | Flags.MS_BIND | Flags.MS_RDONLY | Flags.MS_NOSUID | Flags.MS_NODEV;
            steps.mount("", "", target, new MountOptions(flags | Flags.MS_NOEXEC, 0, 0, false, ""));
        }
    }

    /** cpu and cpuacct, when they are mounted together, are found under their own names, too. */
    private void linkControllers(String target, Hierarchy hierarchy) {
        if (hierarchy.controllers().size() < 2) {
            return;
        }
        for (String controller : new ArrayList<>(hierarchy.controllers())) {
            String link = target + "/" + controller;
            steps.add(
                    Step.of("link " + link, Call.SYMLINKAT, steps.text(hierarchy.name()), Steps.HERE, steps.text(link))
                            .tolerating(Errno.EEXIST));
        }
    }
}
