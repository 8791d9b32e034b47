package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives attributes to what was just made. Most files of a layer belong to root and have one of few modes, which they get by
 * themselves when they are made: whether that is so is learned from the first of a kind, and two system calls are saved for
 * each of the others. For one thread.
 */
final class FreshAttributes {
    private static final int SPECIAL_BITS = 07000;
    private static final int PRIVATE = 0600;
    private static final String DEFAULT_ACL = "system.posix_acl_default";

    private final FileCalls files;
    private final EntryAttributes attributes;
    private final Map<Integer, Boolean> keptModes = new HashMap<>();
    private Optional<Boolean> isRoot = Optional.empty();
    private boolean mayKeepModes;

    /**
     * Begins to learn.
     *
     * @param foldersAreOurs whether there are no folders from before, which may have access control lists for new files
     */
    FreshAttributes(FileCalls files, boolean foldersAreOurs) {
        this.files = files;
        this.attributes = new EntryAttributes(files.attributes());
        this.mayKeepModes = foldersAreOurs;
    }

    /** Notes what a folder may do to the files in it. */
    void addFolder(ArchiveEntry folder) {
        mayKeepModes &= !folder.xattrs().containsKey(DEFAULT_ACL);
    }

    /** The mode to make a file with: its own, if nobody can gain anything from it before the file is complete. */
    int creationMode(ArchiveEntry file) {
        return mayKeepModes && (file.mode() & SPECIAL_BITS) == 0 ? file.mode() : PRIVATE;
    }

    /** Sets what is not yet right of a file that was made with its creation mode. */
    void complete(Fd file, OpenFolder folder, ArchiveEntry entry) {
        learn(file, folder, entry);
        setOwner(file, "", folder, entry);
        attributes.setXattrs(file, "", entry);
        // A change of the owner takes away set-user-id, therefore the mode comes later.
        if (creationMode(entry) == PRIVATE || !keptModes.getOrDefault(entry.mode(), false)) {
            attributes.setMode(file, "", entry.mode());
        }
        attributes.setTime(file, "", entry.modified());
    }

    /** Sets all of something that is neither file nor folder. */
    void complete(EntryPlace place, ArchiveEntry entry) {
        setOwner(place.fd(), place.base(), place.folder(), entry);
        attributes.setXattrs(place.fd(), place.base(), entry);
        if (entry.type() != EntryType.SYMLINK) {
            attributes.setMode(place.fd(), place.base(), entry.mode());
        }
        attributes.setTime(place.fd(), place.base(), entry.modified());
    }

    private void learn(Fd file, OpenFolder folder, ArchiveEntry entry) {
        boolean newOwner = folder.isOfRoot() && isRoot.isEmpty();
        boolean newMode = creationMode(entry) == entry.mode() && !keptModes.containsKey(entry.mode());
        if (newOwner || newMode) {
            FileStatus status = files.stat(file, "").orElseThrow();
            if (newOwner) {
                isRoot = Optional.of(status.uid() == 0 && status.gid() == 0);
            }
            if (newMode) {
                keptModes.put(entry.mode(), status.permissions() == entry.mode());
            }
        }
    }

    private void setOwner(Fd folderFd, String name, OpenFolder folder, ArchiveEntry entry) {
        boolean isRoots = folder.isOfRoot() && entry.uid() == 0 && entry.gid() == 0;
        if (!isRoots || !isRoot.orElse(false)) {
            attributes.setOwnerAlone(folderFd, name, entry);
        }
    }
}
