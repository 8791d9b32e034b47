package dev.wharf.archive;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.util.Set;

/** A folder to which the entries of a layer are applied, in their order. For one thread. */
final class LayerTarget implements AutoCloseable {
    private static final String WHITEOUT = ".wh.";
    private static final String META = ".wh..wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    /** What aufs keeps there serves as source of hard links, and is not part of the layer. */
    private static final String AUFS_LINKS = ".wh..wh.plnk";

    /** Errors that an entry brings upon itself; others are the file system's. */
    private static final Set<Integer> FAULTS_OF_THE_TAR = Set.of(
            Errno.ENOENT, Errno.ENOTDIR, Errno.EISDIR, Errno.ELOOP, Errno.ENAMETOOLONG, Errno.EMLINK, Errno.EFBIG);

    private final LayerFolders folders;
    private final EntryMaker maker;

    LayerTarget(Kernel kernel, Unpacking unpacking) {
        this.folders = new LayerFolders(kernel.files(), unpacking);
        this.maker = new EntryMaker(kernel, folders, unpacking.record());
    }

    /**
     * Applies an entry.
     *
     * @throws ArchiveException when the entry makes no sense at this place
     */
    void apply(ArchiveEntry entry, EntryContent content) {
        blamingTheTar(entry.name(), () -> applyByName(entry, content));
    }

    private static void blamingTheTar(String name, Runnable work) {
        try {
            work.run();
        } catch (LinuxException e) {
            if (FAULTS_OF_THE_TAR.contains(e.errno())) {
                throw new ArchiveException("cannot unpack \"" + name + "\": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private void applyByName(ArchiveEntry entry, EntryContent content) {
        String base = entry.baseName();
        if (base.equals(OPAQUE)) {
            folders.makeOpaque(entry.folderName());
        } else if (isMeta(entry.name())) {
            keepAufsLink(entry, content);
        } else if (base.startsWith(WHITEOUT)) {
            folders.delete(entry.folderName(), hiddenName(entry));
        } else {
            makeOrdinary(entry, content);
        }
    }

    private void makeOrdinary(ArchiveEntry entry, EntryContent content) {
        if (("/" + entry.name()).contains("/" + WHITEOUT)) {
            throw new ArchiveException("invalid whiteout: \"" + entry.name() + '"');
        }
        maker.make(entry, content);
    }

    private static boolean isMeta(String name) {
        return name.startsWith(META) || name.contains("/" + META);
    }

    private void keepAufsLink(ArchiveEntry entry, EntryContent content) {
        if (entry.folderName().equals(AUFS_LINKS) && entry.type() == EntryType.FILE) {
            maker.make(entry, content);
        }
    }

    private static String hiddenName(ArchiveEntry entry) {
        String hidden = entry.baseName().substring(WHITEOUT.length());
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw new ArchiveException("invalid whiteout: \"" + entry.name() + '"');
        }
        return hidden;
    }

    /** Sets modes and times of folders, which could not be set while they were being filled. */
    void finish() {
        folders.clear(AUFS_LINKS);
        blamingTheTar("", maker::finishFolders);
    }

    @Override
    public void close() {
        folders.close();
    }
}
