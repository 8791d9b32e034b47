package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import java.util.List;
import java.util.Optional;
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
        files.mknod(folder, name, Flags.S_IFCHR, Flags.device(0, 0));
    }

    @Override
    public boolean takeBack(Fd folder, String name) {
        Optional<FileStatus> whiteout = files.stat(folder, name)
                .filter(status -> status.type() == Flags.S_IFCHR && status.rdev() == Flags.device(0, 0));
        whiteout.ifPresent(status -> files.unlink(folder, name, 0));
        return whiteout.isPresent();
    }

    @Override
    public List<String> hideBelow(Fd folder, Predicate<String> keeps) {
        files.attributes().setXattr(folder, "", "trusted.overlay.opaque", YES);
        return List.of();
    }
}
