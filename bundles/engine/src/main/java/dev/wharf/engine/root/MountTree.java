package dev.wharf.engine.root;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.MountCalls;
import dev.wharf.spi.Mount;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The mounts of a root. All lie in a small file system of their own, from which nothing spreads to other namespaces, and
 * which takes all of them with it when it is unmounted.
 */
final class MountTree implements MountedRoot {
    private static final int REMOUNT_READ_ONLY = Flags.MS_REMOUNT | Flags.MS_BIND | Flags.MS_RDONLY;
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;
    private static final int MODE = 0700;
    private static final String ASIDE_FOLDER = "folder";
    private static final String ASIDE_FILE = "file";

    private final Kernel kernel;
    private final MountCalls mounts;
    private final Path folder;
    private final Runnable clear;

    /**
     * Mounts that are still to be made.
     *
     * @param folder empty
     * @param clear takes everything off the folder, and the folder away
     */
    MountTree(Kernel kernel, Path folder, Runnable clear) {
        this.kernel = kernel;
        this.mounts = kernel.mounts();
        this.folder = folder;
        this.clear = clear;
    }

    void mount(RootContent content) {
        mounts.mount("tmpfs", folder.toString(), "tmpfs", Flags.MS_NOSUID | Flags.MS_NODEV, "mode=0700,size=64k");
        mounts.mount("", folder.toString(), "", Flags.MS_PRIVATE, "");
        try (Fd own = kernel.files().open(folder.toString(), FOLDER, 0)) {
            kernel.files().mkdir(own, "bare", MODE);
            kernel.files().mkdir(own, "full", MODE);
            kernel.files().mkdir(own, ASIDE_FOLDER, MODE);
            kernel.files().mknod(own, ASIDE_FILE, Flags.S_IFREG | MODE, 0);
        }
        content.layers().forEach(this::layer);
        content.live().ifPresent(this::attach);
        mounts.mount(bare().toString(), full().toString(), "", Flags.MS_BIND, "");
        content.binds().forEach(this::bind);
        if (content.readOnly()) {
            mounts.mount("", full().toString(), "", REMOUNT_READ_ONLY, "");
        }
    }

    private void layer(Mount mount) {
        MountFlags options = MountFlags.of(mount);
        String type = options.isBind() ? "" : mount.type();
        String target = bare().toString();
        if (mount.base().isPresent()) {
            try (Fd base = kernel.files().open(mount.base().get().toString(), FOLDER, 0)) {
                mounts.mountIn(base, mount.source(), target, type, options.flags(), options.data());
            }
        } else {
            mounts.mount(mount.source(), target, type, options.flags(), options.data());
        }
        mounts.mount("", target, "", Flags.MS_PRIVATE | Flags.MS_REC, "");
        if (options.isBind() && options.isReadOnly()) {
            mounts.mount("", target, "", REMOUNT_READ_ONLY, "");
        }
    }

    /** The flags of the container's own mount are not those of this one: its root may be read-only. */
    private void attach(Fd live) {
        mounts.attach(live, bare().toString());
        mounts.mount("", bare().toString(), "", Flags.MS_PRIVATE, "");
        mounts.mount("", bare().toString(), "", Flags.MS_REMOUNT | Flags.MS_BIND, "");
    }

    /** Made ready aside and then moved, as a running container can put something else at the target at any moment. */
    private void bind(RootContent.Bind bind) {
        Path source = Path.of(bind.source());
        if (!Files.exists(source)) {
            return;
        }
        boolean isFolder = Files.isDirectory(source);
        String aside = folder.resolve(isFolder ? ASIDE_FOLDER : ASIDE_FILE).toString();
        mounts.mount(bind.source(), aside, "", Flags.MS_BIND | Flags.MS_REC, "");
        mounts.mount("", aside, "", Flags.MS_PRIVATE | Flags.MS_REC, "");
        if (!bind.readWrite()) {
            mounts.mount("", aside, "", REMOUNT_READ_ONLY, "");
        }
        try (Fd root = kernel.files().open(full().toString(), FOLDER, 0);
                Fd target = new MountTarget(kernel.files(), root).open(bind.target(), isFolder)) {
            mounts.mount(aside, target.path().toString(), "", Flags.MS_MOVE, "");
        }
    }

    @Override
    public Path bare() {
        return folder.resolve("bare");
    }

    @Override
    public Path full() {
        return folder.resolve("full");
    }

    @Override
    public void close() {
        clear.run();
    }

    /** Takes the topmost mount off a folder; returns false when there is none. */
    static boolean unmount(Kernel kernel, Path folder) {
        try {
            kernel.mounts().unmount(folder.toString(), Flags.MNT_DETACH);
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.EINVAL)) {
                return false;
            }
            throw e;
        }
    }
}
