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
    private final FreshAttributes fresh;
    private final ContentWriter writer;
    private final TarRecord record;

    private final UnfinishedFolders unfinished = new UnfinishedFolders();

    /** Makes entries in folders, and tells which files then hold the contents. */
    EntryMaker(Kernel kernel, LayerFolders folders, TarRecord record) {
        this.files = kernel.files();
        this.folders = folders;
        this.attributes = new EntryAttributes(kernel.files().attributes());
        this.fresh = new FreshAttributes(kernel.files(), folders.areNew());
        this.writer = new ContentWriter(kernel.descriptors());
        this.record = record;
    }

    /** Makes an entry with all that its head says. */
    void make(ArchiveEntry entry, EntryContent content) {
        if (entry.name().isEmpty()) {
            checkRoot(entry);
            return;
        }
        EntryPlace place = folders.place(entry);
        switch (entry.type()) {
            case FOLDER -> makeFolder(place, entry);
            case HARD_LINK -> link(place, entry);
            case FILE -> replace(place, entry, () -> makeFile(place, entry, content));
            default -> {
                replace(place, entry, () -> makeOther(place, entry));
                fresh.complete(place, entry);
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

    private void makeFolder(EntryPlace place, ArchiveEntry entry) {
        if (files.stat(place.fd(), place.base()).filter(FileStatus::isFolder).isEmpty()) {
            replace(place, entry, () -> folders.makeFolder(place, OWNER_MAY_ALL));
        }
        attributes.setOwner(place.fd(), place.base(), entry);
        fresh.addFolder(entry);
        unfinished.add(entry);
    }

    private void makeOther(EntryPlace place, ArchiveEntry entry) {
        switch (entry.type()) {
            case SYMLINK -> files.symlink(entry.linkTarget(), place.fd(), place.base());
            case CHARACTER_DEVICE -> makeNode(place, Flags.S_IFCHR, entry.device());
            case BLOCK_DEVICE -> makeNode(place, Flags.S_IFBLK, entry.device());
            case FIFO -> makeNode(place, Flags.S_IFIFO, 0);
            case FILE, FOLDER, HARD_LINK -> throw new IllegalArgumentException(entry.type() + " is made elsewhere");
        }
    }

    private void makeNode(EntryPlace place, int type, long device) {
        files.mknod(place.fd(), place.base(), type | PRIVATE, device);
    }

    private void makeFile(EntryPlace place, ArchiveEntry entry, EntryContent content) {
        int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_NOFOLLOW;
        try (Fd file = files.openIn(place.fd(), place.base(), flags, fresh.creationMode(entry))) {
            writer.write(content, entry.size(), file);
            fresh.complete(file, place.folder(), entry);
        }
        record.content(new FileContent(place.realName(), entry.size(), content.runs()));
    }

    /** The other name has given the file its attributes already. */
    private void link(EntryPlace place, ArchiveEntry entry) {
        if (entry.linkTarget().equals(entry.name())) {
            throw new ArchiveException("invalid hardlink \"" + entry.name() + "\" to itself");
        }
        int flags = Flags.O_PATH | Flags.O_DIRECTORY;
        String sourceFolder = EntryNames.folder(entry.linkTarget());
        try (Fd source = files.openIn(folders.root(), sourceFolder, flags, 0)) {
            String base = EntryNames.base(entry.linkTarget());
            if (files.stat(source, base).filter(status -> !status.isFolder()).isEmpty()) {
                throw new ArchiveException(
                        "invalid hardlink \"" + entry.name() + "\" -> \"" + entry.linkTarget() + "\": no such file");
            }
            replace(place, entry, () -> files.link(source, base, place.fd(), place.base()));
        }
    }

    /** Tries without a look first: in most layers every name is new. */
    private void replace(EntryPlace place, ArchiveEntry entry, Runnable make) {
        try {
            make.run();
        } catch (LinuxException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            folders.clear(place);
            unfinished.remove(entry.name());
            make.run();
        }
    }

    /** Sets the modes and times of folders, now that nothing more comes into them. */
    void finishFolders() {
        unfinished.forEach((name, head) -> {
            OpenFolder parent = folders.folder(EntryNames.folder(name));
            attributes.finishFolder(parent.fd(), EntryNames.base(name), head);
        });
    }
}
