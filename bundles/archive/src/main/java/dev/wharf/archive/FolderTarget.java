package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.util.Optional;
import java.util.Set;

/**
 * A folder inside of a root that takes the entries of a tar as files among others, while somebody else may be using it.
 * Every path is resolved by the kernel inside of the root. For one thread.
 */
public final class FolderTarget implements AutoCloseable {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;
    private static final int NEW_FILE = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_NOFOLLOW;
    private static final int IMPLIED_MODE = 0755;
    private static final int OWNER_MAY_ALL = 0700;
    private static final int PRIVATE = 0600;

    /** Errors that an entry brings upon itself; others are the file system's. */
    private static final Set<Integer> FAULTS_OF_THE_TAR = Set.of(
            Errno.ENOENT, Errno.ENOTDIR, Errno.EISDIR, Errno.ELOOP, Errno.ENAMETOOLONG, Errno.EMLINK, Errno.EFBIG);

    private final FileCalls files;
    private final Fd root;
    private final String path;
    private final boolean keepKinds;
    private final EntryAttributes attributes;
    private final ContentWriter writer;
    private final UnfinishedFolders unfinished = new UnfinishedFolders();
    private final Fd top;
    private Optional<Fd> last = Optional.empty();
    private String lastName = "";

    private FolderTarget(Kernel kernel, Fd root, String path, boolean keepKinds) {
        this.files = kernel.files();
        this.root = requireNonNull(root, "root");
        this.path = path;
        this.keepKinds = keepKinds;
        this.attributes = new EntryAttributes(files.attributes());
        this.writer = new ContentWriter(kernel.descriptors());
        this.top = files.openIn(root, path, FOLDER, 0);
    }

    /**
     * Opens a folder.
     *
     * @param root stays open while the target is in use, and is not closed
     * @param path inside the root; links on the way and at its end are followed there
     * @param keepKinds whether to refuse to replace a folder by something else, and the other way round
     * @throws LinuxException when no folder is there
     */
    public static FolderTarget in(Kernel kernel, Fd root, String path, boolean keepKinds) {
        return new FolderTarget(kernel, root, EntryNames.clean(path), keepKinds);
    }

    /**
     * Makes what an entry says. What stands in its place goes first, but a folder stays for a folder.
     *
     * @param entry the one at which the entries are
     * @throws ArchiveException BROKEN when it makes no sense at this place, OTHER_KIND, READ_ONLY
     * @throws LinuxException when the file system refuses, for instance ENOSPC
     */
    public void apply(ArchiveEntry entry, ArchiveEntries entries) {
        blaming(entry.name(), () -> {
            if (!entry.name().isEmpty()) {
                make(entry, entries.storedContent());
            } else if (entry.type() != EntryType.FOLDER) {
                throw new ArchiveException("the root of the archive is not a directory");
            }
        });
    }

    /** Sets modes and times of folders, which could not be set while they were being filled. */
    public void finish() {
        unfinished.forEach((name, head) -> blaming(name, () -> finish(name, head)));
    }

    /** Somebody may have removed the folder meanwhile, or put something else there. */
    private void finish(String name, UnfinishedFolders.Head head) {
        Fd parent = folder(EntryNames.folder(name));
        String base = EntryNames.base(name);
        if (files.stat(parent, base).filter(FileStatus::isFolder).isPresent()) {
            attributes.finishFolder(parent, base, head);
        }
    }

    private static void blaming(String name, Runnable work) {
        try {
            work.run();
        } catch (LinuxException e) {
            if (e.is(Errno.EROFS)) {
                throw new ArchiveException(
                        ArchiveException.Kind.READ_ONLY, "cannot unpack \"" + name + "\": read-only file system");
            }
            if (FAULTS_OF_THE_TAR.contains(e.errno())) {
                throw new ArchiveException("cannot unpack \"" + name + "\": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private void make(ArchiveEntry entry, EntryContent content) {
        Fd parent = folder(entry.folderName());
        String base = entry.baseName();
        Optional<FileStatus> present = files.stat(parent, base);
        present.ifPresent(status -> checkKind(entry, status.isFolder()));
        boolean staysFolder = entry.type() == EntryType.FOLDER
                && present.filter(FileStatus::isFolder).isPresent();
        if (present.isPresent() && !staysFolder) {
            clear(parent, entry);
        }
        switch (entry.type()) {
            case FOLDER -> makeFolder(parent, entry, staysFolder);
            case HARD_LINK -> link(parent, entry);
            default -> {
                makeOther(parent, entry, content);
                attributes.setAll(parent, base, entry);
            }
        }
    }

    /** The texts are those of Docker 1.9.1, pkg/archive/archive.go, Unpack. */
    private void checkKind(ArchiveEntry entry, boolean isFolder) {
        boolean becomesFolder = entry.type() == EntryType.FOLDER;
        if (keepKinds && isFolder != becomesFolder) {
            String old =
                    (isFolder ? "directory" : "non-directory") + " \"/" + EntryNames.join(path, entry.name()) + '"';
            throw new ArchiveException(
                    ArchiveException.Kind.OTHER_KIND,
                    "cannot overwrite " + old + " with " + (becomesFolder ? "directory" : "non-directory") + " \"/"
                            + path + '"');
        }
    }

    private void clear(Fd parent, ArchiveEntry entry) {
        if (entry.type() == EntryType.HARD_LINK && entry.linkTarget().equals(entry.name())) {
            throw new ArchiveException("invalid hardlink \"" + entry.name() + "\" to itself");
        }
        FileTree.remove(files, parent, entry.baseName());
        unfinished.remove(entry.name());
    }

    private void makeFolder(Fd parent, ArchiveEntry entry, boolean stays) {
        if (!stays) {
            files.mkdir(parent, entry.baseName(), OWNER_MAY_ALL);
        }
        attributes.setOwner(parent, entry.baseName(), entry);
        unfinished.add(entry);
    }

    private void makeOther(Fd parent, ArchiveEntry entry, EntryContent content) {
        String base = entry.baseName();
        switch (entry.type()) {
            case FILE -> makeFile(parent, entry, content);
            case SYMLINK -> files.symlink(entry.linkTarget(), parent, base);
            case CHARACTER_DEVICE -> files.mknod(parent, base, Flags.S_IFCHR | PRIVATE, entry.device());
            case BLOCK_DEVICE -> files.mknod(parent, base, Flags.S_IFBLK | PRIVATE, entry.device());
            case FIFO -> files.mknod(parent, base, Flags.S_IFIFO | PRIVATE, 0);
            case FOLDER, HARD_LINK -> throw new IllegalArgumentException(entry.type() + " is made elsewhere");
        }
    }

    private void makeFile(Fd parent, ArchiveEntry entry, EntryContent content) {
        try (Fd file = files.openIn(parent, entry.baseName(), NEW_FILE, PRIVATE)) {
            writer.write(content, entry.size(), file);
        }
    }

    /** The other name has given the file its attributes already. */
    private void link(Fd parent, ArchiveEntry entry) {
        String source = EntryNames.join(path, EntryNames.folder(entry.linkTarget()));
        String base = EntryNames.base(entry.linkTarget());
        try (Fd folder = files.openIn(root, source, FOLDER, 0)) {
            if (files.stat(folder, base).filter(status -> !status.isFolder()).isEmpty()) {
                throw new ArchiveException(
                        "invalid hardlink \"" + entry.name() + "\" -> \"" + entry.linkTarget() + "\": no such file");
            }
            files.link(folder, base, parent, entry.baseName());
        }
    }

    /** A folder of the archive, which is made if it is not there. Open until another one is asked for. */
    private Fd folder(String name) {
        if (name.isEmpty()) {
            return top;
        }
        if (last.isEmpty() || !lastName.equals(name)) {
            Fd opened = openOrMake(name);
            forget();
            last = Optional.of(opened);
            lastName = name;
        }
        return last.get();
    }

    private Fd openOrMake(String name) {
        try {
            return files.openIn(root, EntryNames.join(path, name), FOLDER, 0);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
            Fd parent = folder(EntryNames.folder(name));
            if (files.stat(parent, EntryNames.base(name)).isEmpty()) {
                files.mkdir(parent, EntryNames.base(name), IMPLIED_MODE);
            }
            return files.openIn(root, EntryNames.join(path, name), FOLDER, 0);
        }
    }

    private void forget() {
        last.ifPresent(Fd::close);
        last = Optional.empty();
    }

    @Override
    public void close() {
        forget();
        top.close();
    }
}
