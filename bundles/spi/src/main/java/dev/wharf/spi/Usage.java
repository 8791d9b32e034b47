package dev.wharf.spi;

/**
 * The disk that something takes.
 *
 * @param bytes allocated or apparent bytes, as the method that returns it says
 * @param inodes files, folders and other entries
 */
public record Usage(long bytes, long inodes) {
    /** Checks that both are not negative. */
    public Usage {
        if (bytes < 0 || inodes < 0) {
            throw new IllegalArgumentException("negative usage: " + bytes + " bytes, " + inodes + " inodes");
        }
    }
}
