package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

/** Mounts through syscall(2). */
final class JnrMounts implements MountCalls {
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;

    private final Syscalls syscalls;

    JnrMounts(Syscalls syscalls) {
        this.syscalls = syscalls;
    }

    @Override
    public void mount(String source, String target, String type, long flags, String data) {
        var scratch = syscalls.scratch();
        long from = scratch.textOrNull(source);
        long to = scratch.text(target);
        long fileSystem = scratch.textOrNull(type);
        long options = scratch.textOrNull(data);
        syscalls.call(
                () -> "mount " + type + " " + source + " on " + target, MOUNT, from, to, fileSystem, flags, options, 0);
    }

    @Override
    public void mountIn(Fd folder, String source, String target, String type, long flags, String data) {
        OwnFolderThread.run(syscalls, folder, () -> mount(source, target, type, flags, data));
    }

    @Override
    public void attach(Fd mount, String target) {
        var scratch = syscalls.scratch();
        long nothing = scratch.text("");
        long to = scratch.text(target);
        syscalls.call(
                () -> "attach " + mount + " to " + target,
                MOVE_MOUNT,
                mount.number(),
                nothing,
                Syscalls.AT_FDCWD,
                to,
                MOVE_MOUNT_F_EMPTY_PATH,
                0);
    }

    @Override
    public void unmount(String target, int flags) {
        long text = syscalls.scratch().text(target);
        syscalls.call(() -> "unmount " + target, UMOUNT2, text, flags, 0, 0);
    }
}
