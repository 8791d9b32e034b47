package dev.wharf.linux;

/** Whole trees of files. */
public final class FileTree {
    private final FileCalls files;
    private int lifted;

    private FileTree(FileCalls files) {
        this.files = files;
    }

    /**
     * Removes a name and all below it, without following symbolic links. Removing what is not there succeeds.
     *
     * <p>Holds three descriptors however deep the tree is: folders within folders are first moved up to the top.
     *
     * @throws LinuxException for instance EBUSY at a mount point; part of the tree may be gone then
     */
    public static void remove(FileCalls files, Fd folder, String name) {
        var tree = new FileTree(files);
        if (!tree.removeLeaf(folder, name)) {
            tree.removeFull(folder, name);
        }
    }

    /** Looks again until nothing is there: while names go, a listing may pass over others. */
    private void removeFull(Fd folder, String name) {
        try (Fd top = open(folder, name)) {
            do {
                files.list(top, names -> names.forEach(each -> removeChild(top, each)));
            } while (!removeEmpty(folder, name));
        }
    }

    private void removeChild(Fd top, String name) {
        if (removeLeaf(top, name)) {
            return;
        }
        try (Fd child = open(top, name)) {
            do {
                files.list(child, names -> names.forEach(each -> removeOrLift(child, each, top)));
            } while (!removeEmpty(top, name));
        }
    }

    private void removeOrLift(Fd folder, String name, Fd top) {
        if (!removeLeaf(folder, name)) {
            lift(folder, name, top);
        }
    }

    /** Removes what is not a folder with something in it; tells whether it is gone. */
    private boolean removeLeaf(Fd folder, String name) {
        try {
            files.unlink(folder, name, 0);
            return true;
        } catch (LinuxException e) {
            // POSIX wants EPERM for a folder, Linux answers EISDIR.
            if (e.is(Errno.EISDIR) || e.is(Errno.EPERM)) {
                return removeEmpty(folder, name);
            }
            return isGone(e);
        }
    }

    private boolean removeEmpty(Fd folder, String name) {
        try {
            files.unlink(folder, name, Flags.AT_REMOVEDIR);
            return true;
        } catch (LinuxException e) {
            return !e.is(Errno.ENOTEMPTY) && isGone(e);
        }
    }

    private static boolean isGone(LinuxException e) {
        if (e.is(Errno.ENOENT)) {
            return true;
        }
        throw e;
    }

    private void lift(Fd folder, String name, Fd top) {
        while (true) {
            try {
                files.rename(folder, name, top, ".lifted-" + lifted++, Flags.RENAME_NOREPLACE);
                return;
            } catch (LinuxException e) {
                if (!e.is(Errno.EEXIST)) {
                    throw e;
                }
            }
        }
    }

    private Fd open(Fd folder, String name) {
        return files.openIn(folder, name, Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW, 0);
    }
}
