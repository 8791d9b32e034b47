package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FolderEntry;
import java.util.Optional;

/** Empty files with the names that aufs and layer tars have for whiteouts; aufs(5), "Branch Attributes". */
final class AufsStyle implements LayerStyle {
    /** Before the name of what is deleted. */
    static final String WHITEOUT = ".wh.";

    /** In a folder that hides what is below. */
    static final String OPAQUE = ".wh..wh..opq";

    private static final String META = ".wh..wh.";

    private final FileCalls files;

    AufsStyle(FileCalls files) {
        this.files = files;
    }

    @Override
    public boolean isOpaque(Fd folder, String name) {
        return files.stat(folder, TreePaths.join(name, OPAQUE)).isPresent();
    }

    @Override
    public boolean isMeta(String name) {
        return name.startsWith(META);
    }

    @Override
    public Optional<String> deletedBy(Fd folder, FolderEntry entry) {
        String name = entry.name();
        return name.startsWith(WHITEOUT) ? Optional.of(name.substring(WHITEOUT.length())) : Optional.empty();
    }

    @Override
    public boolean deletes(Fd folder, String name, Optional<FileStatus> status) {
        return status.isEmpty() && files.stat(folder, WHITEOUT + name).isPresent();
    }

    /** Aufs shows everything in its place. */
    @Override
    public void check(String path, Fd folder) {}
}
