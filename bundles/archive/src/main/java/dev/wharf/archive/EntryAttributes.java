package dev.wharf.archive;

import dev.wharf.linux.AttributeCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.LinuxException;
import java.time.Instant;
import java.util.Set;

/** Sets owners, modes, times and extended attributes as the head of an entry says. */
final class EntryAttributes {
    /** Those would let a layer speak to overlayfs about other folders than its own. */
    private static final String OVERLAY = "trusted.overlay.";

    private static final Set<Integer> BAD_VALUE = Set.of(Errno.EINVAL, Errno.E2BIG, Errno.ERANGE);

    private final AttributeCalls attributes;

    EntryAttributes(AttributeCalls attributes) {
        this.attributes = attributes;
    }

    /** Sets all of something that is not a folder. */
    void setAll(Fd folder, String name, ArchiveEntry entry) {
        setOwner(folder, name, entry);
        setModeAndTime(folder, name, entry);
    }

    /** Sets the owner, and what a change of the owner takes away: extended attributes. */
    void setOwner(Fd folder, String name, ArchiveEntry entry) {
        setOwnerAlone(folder, name, entry);
        setXattrs(folder, name, entry);
    }

    void setOwnerAlone(Fd folder, String name, ArchiveEntry entry) {
        attributes.chown(folder, name, entry.uid(), entry.gid());
    }

    void setXattrs(Fd folder, String name, ArchiveEntry entry) {
        entry.xattrs().forEach((attribute, value) -> {
            if (!attribute.startsWith(OVERLAY)) {
                setXattr(folder, name, attribute, value);
            }
        });
    }

    /** A change of the owner takes away set-user-id, therefore the mode comes later. */
    private void setModeAndTime(Fd folder, String name, ArchiveEntry entry) {
        if (entry.type() != EntryType.SYMLINK) {
            setMode(folder, name, entry.mode());
        }
        setTime(folder, name, entry.modified());
    }

    /** Sets what waited until a folder was filled. */
    void finishFolder(Fd folder, String name, UnfinishedFolders.Head head) {
        setMode(folder, name, head.mode());
        setTime(folder, name, head.modified());
    }

    void setMode(Fd folder, String name, int mode) {
        attributes.chmod(folder, name, mode);
    }

    void setTime(Fd folder, String name, Instant time) {
        long seconds = time.getEpochSecond();
        attributes.utimens(folder, name, seconds, time.getNano(), seconds, time.getNano());
    }

    /**
     * As Docker does, passes over what the file system has no room for; the kernel keeps user.* to files and folders. A
     * value that it does not take is the fault of whoever wrote the archive.
     */
    private void setXattr(Fd folder, String name, String attribute, byte[] value) {
        try {
            attributes.setXattr(folder, name, attribute, value);
        } catch (LinuxException e) {
            if (BAD_VALUE.contains(e.errno())) {
                throw new ArchiveException("invalid extended attribute: " + e.getMessage(), e);
            }
            boolean userOnSpecial = e.is(Errno.EPERM) && attribute.startsWith("user.");
            if (!e.is(Errno.EOPNOTSUPP) && !userOnSpecial) {
                throw e;
            }
        }
    }
}
