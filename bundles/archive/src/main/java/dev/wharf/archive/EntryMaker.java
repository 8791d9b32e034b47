package dev.wharf.archive;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;

/** Makes files, folders, links and nodes. What stands at their place goes first, but a folder stays for a folder. */
final class EntryMaker {
    private static final int OWNER_MAY_ALL = 0700;
    private static final int PRIVATE = 0600;

    private final FileCalls files;
    private final LayerFolders folders;
    private final EntryAttributes attributes;
    private final ContentWriter writer;

    private final UnfinishedFolders unfinished = new UnfinishedFolders();

    EntryMaker(Kernel kernel, LayerFolders folders) {
        this.files = kernel.files();
        this.folders = folders;
        this.attributes = new EntryAttributes(kernel.files().attributes());
        this.writer = new ContentWriter(kernel.descriptors());
    }

    /** Makes an entry with all that its head says. */
    void make(ArchiveEntry entry, EntryContent content) {
        if (entry.name().isEmpty()) {
            checkRoot(entry);
            return;
        }
        Fd parent = folders.folder(entry.folderName());
        boolean returns = folders.bring(parent, entry.name());
        switch (entry.type()) {
            case FOLDER -> makeFolder(parent, entry, returns);
            case HARD_LINK -> link(entry);
            default -> {
                replace(parent, entry, () -> makeOther(parent, entry, content));
                attributes.setAll(parent, entry.baseName(), entry);
            }
        }
    }

    /**
     * The root keeps its owner and mode, so that an import of a private folder does not lock everybody but root out.
     * Source: Unpack in pkg/archive/archive.go of Docker 20.10, which passes over "." as well.
     */
    private static void checkRoot(ArchiveEntry entry) {
        if (entry.type() != EntryType.FOLDER) {
            throw new ArchiveException("the root of the archive is not a directory");
        }
    }

    private void makeFolder(Fd parent, ArchiveEntry entry, boolean returns) {
        String base = entry.baseName();
        if (files.stat(parent, base).filter(FileStatus::isFolder).isEmpty()) {
            replace(parent, entry, () -> folders.makeFolder(parent, entry.name(), OWNER_MAY_ALL, returns));
        }
        attributes.setOwner(parent, base, entry);
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
        int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_NOFOLLOW;
        try (Fd file = files.openIn(parent, entry.baseName(), flags, PRIVATE)) {
            writer.write(content, entry.size(), file);
        }
    }

    /** The other name has given the file its attributes already. */
    private void link(ArchiveEntry entry) {
        if (entry.linkTarget().equals(entry.name())) {
            throw new ArchiveException("invalid hardlink \"" + entry.name() + "\" to itself");
        }
        int flags = Flags.O_PATH | Flags.O_DIRECTORY;
        String sourceFolder = EntryNames.folder(entry.linkTarget());
        try (Fd source = files.openIn(folders.folder(""), sourceFolder, flags, 0)) {
            Fd parent = folders.folder(entry.folderName());
            String base = EntryNames.base(entry.linkTarget());
            if (files.stat(source, base).filter(status -> !status.isFolder()).isEmpty()) {
                throw new ArchiveException(
                        "invalid hardlink \"" + entry.name() + "\" -> \"" + entry.linkTarget() + "\": no such file");
            }
            replace(parent, entry, () -> files.link(source, base, parent, entry.baseName()));
        }
    }

    /** Tries without a look first: in most layers every name is new. */
    private void replace(Fd parent, ArchiveEntry entry, Runnable make) {
        try {
            make.run();
        } catch (LinuxException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            folders.clear(parent, entry.name());
            unfinished.remove(entry.name());
            make.run();
        }
    }

    /** Sets the modes and times of folders, now that nothing more comes into them. */
    void finishFolders() {
        unfinished.forEach((name, head) -> {
            Fd parent = folders.folder(EntryNames.folder(name));
            attributes.finishFolder(parent, EntryNames.base(name), head);
        });
    }
}
