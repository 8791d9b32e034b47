package dev.wharf.spi.graph;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where the engine's archive code unpacks into or reads from. Valid until the snapshot is committed or removed.
 *
 * @param path an absolute folder
 * @param whiteouts how a deleted entry is written there
 */
public record WritableFolder(Path path, Whiteouts whiteouts) {

    /** How the deletion of something in a lower layer is written. */
    public enum Whiteouts {
        /** Character device 0/0, and {@code trusted.overlay.opaque=y} on a folder that hides all below. */
        OVERLAY,
        /** {@code .wh.NAME} files, and {@code .wh..wh..opq} in a folder that hides all below. */
        AUFS,
        /** The folder holds the whole tree: what is deleted is not there. */
        NONE
    }

    /** Checks both parts. */
    public WritableFolder {
        requireNonNull(path, "path");
        requireNonNull(whiteouts, "whiteouts");
    }
}
