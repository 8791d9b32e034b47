package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import java.util.List;
import java.util.function.Predicate;

/** As kernel documentation filesystems/overlayfs, "whiteouts and opaque directories", wants it. */
final class OverlayDeletions implements Deletions {
    private static final byte[] YES = {'y'};

    private final FileCalls files;

    OverlayDeletions(FileCalls files) {
        this.files = files;
    }

    @Override
    public void delete(Fd folder, String name) {
        FileTree.remove(files, folder, name);
        files.mknod(folder, name, Flags.S_IFCHR, Flags.device(0, 0));
    }

    @Override
    public void takeBack(Fd folder, String name) {
        files.unlink(folder, name, 0);
    }

    @Override
    public List<String> hideBelow(Fd folder, Predicate<String> keeps) {
        files.attributes().setXattr(folder, "", "trusted.overlay.opaque", YES);
        return List.of();
    }
}
