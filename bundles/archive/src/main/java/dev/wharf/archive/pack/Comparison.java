package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import java.util.Arrays;
import java.util.Map;

/**
 * Tells whether two files are the same by all but their content, which nobody changes without the time of change. As
 * Docker 1.9.1 does (pkg/archive/changes_unix.go, statDifferent), but also for the time of a folder and all extended
 * attributes, since a layer of overlayfs has them as well.
 */
final class Comparison {
    private final FileCalls files;
    private final PackedAttributes attributes;

    Comparison(FileCalls files) {
        this.files = files;
        this.attributes = new PackedAttributes(files.attributes());
    }

    /**
     * One of two files.
     *
     * @param folder that it lies in
     * @param name in the folder; empty for the folder itself
     * @param status what is known about it
     */
    record Side(Fd folder, String name, FileStatus status) {}

    /** Whether two differ. */
    boolean differ(Side one, Side other) {
        FileStatus here = one.status();
        FileStatus there = other.status();
        if (here.inode() == there.inode() && here.device() == there.device()) {
            return false;
        }
        return differByStatus(here, there)
                || (here.isLink() && !target(one).equals(target(other)))
                || !equal(attributes.of(one.folder(), one.name()), attributes.of(other.folder(), other.name()));
    }

    private static boolean differByStatus(FileStatus here, FileStatus there) {
        return here.mode() != there.mode()
                || here.uid() != there.uid()
                || here.gid() != there.gid()
                || here.rdev() != there.rdev()
                || (!here.isFolder() && here.size() != there.size())
                || !here.modified().equals(there.modified());
    }

    private String target(Side link) {
        return files.readlink(link.folder(), link.name());
    }

    private static boolean equal(Map<String, byte[]> here, Map<String, byte[]> there) {
        return here.keySet().equals(there.keySet())
                && here.entrySet().stream().allMatch(each -> Arrays.equals(each.getValue(), there.get(each.getKey())));
    }
}
