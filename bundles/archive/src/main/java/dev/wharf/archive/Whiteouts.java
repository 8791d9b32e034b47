package dev.wharf.archive;

/** How a deleted entry is written in a folder that holds a layer. */
public enum Whiteouts {
    /** Character device 0/0, and {@code trusted.overlay.opaque=y}. */
    OVERLAY,
    /** {@code .wh.NAME} files, as in the tar. */
    AUFS,
    /** The folder holds the whole tree: deleted entries are removed from it. */
    NONE
}
