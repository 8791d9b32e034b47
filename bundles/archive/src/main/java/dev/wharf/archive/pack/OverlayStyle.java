package dev.wharf.archive.pack;

import dev.wharf.archive.ArchiveException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.FolderEntry;
import java.util.Optional;

/**
 * As kernel documentation filesystems/overlayfs has it, "whiteouts and opaque directories". Attributes about origin and
 * impurity only help overlayfs with inode numbers and are passed over.
 */
final class OverlayStyle implements LayerStyle {
    private static final String OPAQUE = PackedAttributes.OVERLAY + "opaque";
    private static final String REDIRECT = PackedAttributes.OVERLAY + "redirect";

    private final FileCalls files;

    OverlayStyle(FileCalls files) {
        this.files = files;
    }

    @Override
    public boolean isOpaque(Fd folder, String name) {
        return files.attributes()
                .getXattr(folder, name, OPAQUE)
                .filter(value -> value.length == 1 && value[0] == 'y')
                .isPresent();
    }

    @Override
    public boolean isMeta(String name) {
        return false;
    }

    @Override
    public Optional<String> deletedBy(Fd folder, FolderEntry entry) {
        boolean mayBe = entry.type() == Flags.S_IFCHR || entry.type() == 0;
        return mayBe && deletes(folder, entry.name(), files.stat(folder, entry.name()))
                ? Optional.of(entry.name())
                : Optional.empty();
    }

    @Override
    public boolean deletes(Fd folder, String name, Optional<FileStatus> status) {
        return status.filter(OverlayStyle::isWhiteout).isPresent();
    }

    private static boolean isWhiteout(FileStatus status) {
        return status.type() == Flags.S_IFCHR && status.rdev() == 0;
    }

    @Override
    public void check(String path, Fd folder) {
        if (files.attributes().getXattr(folder, "", REDIRECT).isPresent()) {
            throw new ArchiveException(
                    ArchiveException.Kind.UNSUPPORTED,
                    "cannot tell changes: overlayfs has redirected \"/" + path + "\" (mount it with redirect_dir=off)");
        }
    }
}
