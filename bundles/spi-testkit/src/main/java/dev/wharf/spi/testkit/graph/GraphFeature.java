package dev.wharf.spi.testkit.graph;

/**
 * What graph drivers may or may not be able to do. A feature is tested both ways: claimed, it must work; not claimed, it
 * must be refused as told here.
 */
public enum GraphFeature {
    /** A folder of a layer can be renamed in a snapshot. Without it rename(2) answers EXDEV, and programs copy. */
    FOLDER_RENAME,

    /**
     * The names of one file of a layer stay names of one file when a snapshot writes it. Without it the name that is
     * written becomes a file of its own, and the others keep the old content.
     */
    SHARED_HARD_LINKS,

    /**
     * A stack has no limit; 200 layers are tried. Without it {@code prepare} on too many layers throws EXHAUSTED, and
     * that happens before 1000 layers.
     */
    UNLIMITED_DEPTH
}
