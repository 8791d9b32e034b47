package dev.wharf.archive.pack;

import dev.wharf.archive.Whiteouts;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FolderEntry;
import java.util.Optional;

/** How a folder that holds a layer says what is deleted. */
interface LayerStyle {

    /** Whether a folder hides what is below; an empty name means the opened folder itself. */
    boolean isOpaque(Fd folder, String name);

    /** Whether a name belongs to the union file system, and not to the layer. */
    boolean isMeta(String name);

    /** The name which an entry of a folder deletes, if it is there for that. */
    Optional<String> deletedBy(Fd folder, FolderEntry entry);

    /**
     * Whether a layer deletes a name.
     *
     * @param status what the layer has under the name
     */
    boolean deletes(Fd folder, String name, Optional<FileStatus> status);

    /**
     * Refuses a folder that shows something else than its place tells.
     *
     * @throws dev.wharf.archive.ArchiveException UNSUPPORTED
     */
    void check(String path, Fd folder);

    /** The style of a kind of folder; empty where a folder holds the whole tree. */
    static Optional<LayerStyle> of(Whiteouts whiteouts, FileCalls files) {
        return switch (whiteouts) {
            case OVERLAY -> Optional.of(new OverlayStyle(files));
            case AUFS -> Optional.of(new AufsStyle(files));
            case NONE -> Optional.empty();
        };
    }
}
