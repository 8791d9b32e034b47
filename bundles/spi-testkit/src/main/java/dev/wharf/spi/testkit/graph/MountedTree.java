package dev.wharf.spi.testkit.graph;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Carries out the mounts that a driver describes, in order and all on one folder, until it is closed. */
final class MountedTree implements AutoCloseable {
    private static final Map<String, Integer> FLAGS = Map.of(
            "ro", Flags.MS_RDONLY,
            "rw", 0,
            "nosuid", Flags.MS_NOSUID,
            "nodev", Flags.MS_NODEV,
            "noexec", Flags.MS_NOEXEC,
            "noatime", Flags.MS_NOATIME,
            "relatime", Flags.MS_RELATIME,
            "bind", Flags.MS_BIND,
            "rbind", Flags.MS_BIND | Flags.MS_REC,
            "remount", Flags.MS_REMOUNT);

    private final Kernel kernel = Linux.kernel();
    private final Path folder;
    private int mounted;

    /**
     * Mounts.
     *
     * @param folder empty, the place of the mounts
     */
    MountedTree(List<Mount> mounts, Path folder) {
        this.folder = folder;
        try {
            mounts.forEach(this::mount);
        } catch (LinuxException e) {
            unmount(e);
            throw e;
        }
    }

    Tree tree() {
        return new Tree(folder);
    }

    private void mount(Mount mount) {
        int flags = flags(mount);
        String data = mount.options().stream()
                .filter(each -> !FLAGS.containsKey(each))
                .collect(Collectors.joining(","));
        if (mount.type().equals("bind")) {
            bind(mount, flags);
        } else if (mount.base().isPresent()) {
            mountIn(mount, flags, data);
        } else {
            kernel.mounts().mount(mount.source(), folder.toString(), mount.type(), flags, data);
            count(flags);
        }
    }

    private static int flags(Mount mount) {
        return mount.options().stream()
                .mapToInt(each -> FLAGS.getOrDefault(each, 0))
                .reduce(0, (one, other) -> one | other);
    }

    private void mountIn(Mount mount, int flags, String data) {
        String base = mount.base().orElseThrow().toString();
        try (Fd opened = kernel.files().open(base, Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            kernel.mounts().mountIn(opened, mount.source(), folder.toString(), mount.type(), flags, data);
        }
        count(flags);
    }

    /** A remount changes the mount before it, and needs no unmount of its own. */
    private void count(int flags) {
        if ((flags & Flags.MS_REMOUNT) == 0) {
            mounted++;
        }
    }

    /** mount(2) takes no attributes together with a bind. */
    private void bind(Mount mount, int flags) {
        String source = mount.base()
                .map(base -> base.resolve(mount.source()).toString())
                .orElse(mount.source());
        int recursive = flags & Flags.MS_REC;
        kernel.mounts().mount(source, folder.toString(), "", Flags.MS_BIND | recursive, "");
        mounted++;
        int attributes = flags & ~(Flags.MS_BIND | Flags.MS_REC);
        if (attributes != 0) {
            int remount = Flags.MS_REMOUNT | Flags.MS_BIND | attributes;
            kernel.mounts().mount("", folder.toString(), "", remount, "");
        }
    }

    private void unmount(LinuxException first) {
        try {
            close();
        } catch (LinuxException e) {
            first.addSuppressed(e);
        }
    }

    /** Takes the mounts away. Closing twice is harmless. */
    @Override
    public void close() {
        for (; mounted > 0; mounted--) {
            unmount();
        }
    }

    /** A process that another test just starts may hold the mount for a moment, until it executes its program. */
    private void unmount() {
        try {
            kernel.mounts().unmount(folder.toString(), 0);
        } catch (LinuxException e) {
            if (!e.is(Errno.EBUSY)) {
                throw e;
            }
            kernel.mounts().unmount(folder.toString(), Flags.MNT_DETACH);
        }
    }
}
