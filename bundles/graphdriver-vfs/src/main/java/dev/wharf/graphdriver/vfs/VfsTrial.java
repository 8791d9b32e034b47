package dev.wharf.graphdriver.vfs;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Probe;
import java.nio.file.Path;

/** Finds out whether a folder can hold the files of images, whose owners are many and some of which are devices. */
final class VfsTrial {
    private static final String PLACE = "trial";
    private static final int SOMEBODY = 12_345;

    private final Kernel kernel;
    private final FileCalls files;
    private final Path stateFolder;

    VfsTrial(Kernel kernel, Path stateFolder) {
        this.kernel = kernel;
        this.files = kernel.files();
        this.stateFolder = stateFolder;
    }

    /** Tries it, and leaves nothing. */
    Probe run() {
        try (Fd state = files.open(stateFolder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            try {
                return tryIn(state);
            } catch (LinuxException e) {
                return unsupported(e, advice(e));
            } finally {
                FileTree.remove(files, state, PLACE);
            }
        } catch (LinuxException e) {
            return unsupported(e, "the folder cannot be used");
        }
    }

    private Probe tryIn(Fd state) {
        FileTree.remove(files, state, PLACE);
        files.mkdir(state, PLACE, 0700);
        files.mkdir(state, PLACE + "/folder", 0700);
        files.attributes().chown(state, PLACE + "/folder", SOMEBODY, SOMEBODY);
        files.mknod(state, PLACE + "/null", Flags.S_IFCHR | 0600, Flags.device(1, 3));
        return Probe.supported();
    }

    private static String advice(LinuxException e) {
        return switch (e.errno()) {
            case Errno.EROFS -> "the file system is mounted read-only";
            case Errno.ENOSPC, Errno.EDQUOT -> "no space is left";
            case Errno.EPERM,
                    Errno.EACCES -> "giving files away and making devices needs root, and a file system that lets"
                    + " root do so (nfs: export it with no_root_squash)";
            default -> "the file system cannot hold files with other owners, and devices";
        };
    }

    private Probe unsupported(LinuxException e, String advice) {
        return Probe.unsupported(
                "copies cannot be kept at " + stateFolder + ": " + advice + " (" + e.getMessage() + ")");
    }

    /** Whether two files can share their blocks here, so that a copy takes neither time nor space. */
    boolean canShare() {
        try (Fd state = files.open(stateFolder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            try {
                return isShared(state);
            } finally {
                FileTree.remove(files, state, PLACE);
            }
        } catch (LinuxException ignored) {
            return false; // copied in another way, whatever the reason
        }
    }

    private boolean isShared(Fd state) {
        FileTree.remove(files, state, PLACE);
        files.mkdir(state, PLACE, 0700);
        int create = Flags.O_RDWR | Flags.O_CREAT;
        try (Fd from = files.openIn(state, PLACE + "/from", create, 0600);
                Fd to = files.openIn(state, PLACE + "/to", create, 0600)) {
            kernel.descriptors().truncate(from, 1);
            kernel.descriptors().share(from, to);
            return true;
        }
    }
}
