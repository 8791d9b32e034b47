package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs work with another working folder, or in another mount namespace. The kernel keeps those per thread when asked, so
 * the thread is used but once.
 */
final class OwnFolderThread {
    private static final int CLONE_FS = 0x200;

    private OwnFolderThread() {}

    /**
     * Runs the work on a thread that works in a folder, and waits for it. Interruption has no effect.
     *
     * @throws LinuxException that of the work
     */
    static void run(Syscalls syscalls, Fd folder, Runnable work) {
        run(syscalls, "mount in " + folder, () -> {
            syscalls.call(() -> "work in " + folder, FCHDIR, folder.number(), 0, 0, 0);
            work.run();
        });
    }

    /**
     * Runs the work on a thread of that name, which may change its own working folder, root and mount namespace.
     *
     * @throws LinuxException that of the work
     */
    static void run(Syscalls syscalls, String name, Runnable work) {
        var task = new FutureTask<>(
                () -> {
                    syscalls.call(() -> "unshare the working folder", UNSHARE, CLONE_FS, 0, 0, 0);
                    work.run();
                },
                Boolean.TRUE);
        new Thread(task, name).start();
        await(task);
    }

    private static void await(FutureTask<Boolean> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException ignored) {
                    interrupted = true; // told when the mount is done, which takes a moment only
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LinuxException failure ? failure : new CompletionException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
