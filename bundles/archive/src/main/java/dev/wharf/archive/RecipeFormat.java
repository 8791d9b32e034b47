package dev.wharf.archive;

/**
 * How a recipe looks: the magic, the number of the format, and a zlib stream of steps. A step is a byte that tells its
 * kind, and then
 *
 * <ul>
 *   <li>{@link #BYTES}: a length (4 bytes) and so many bytes of the tar;
 *   <li>{@link #FILE}: the length of a path (2 bytes), the path, the size of the file (8 bytes): all of it is in the tar;
 *   <li>{@link #SPARSE}: path and size in the same way, the number of runs (4 bytes), offset and length (8 bytes each) of
 *       each run, which follow each other in the tar;
 *   <li>{@link #END}: the length of the tar (8 bytes). Nothing follows.
 * </ul>
 *
 * Numbers begin with their highest byte. A recipe without its end is a truncated one.
 */
final class RecipeFormat {
    static final int VERSION = 1;
    static final int END = 0;
    static final int BYTES = 1;
    static final int FILE = 2;
    static final int SPARSE = 3;

    /** Most bytes of one step. */
    static final int LONGEST_BYTES = 64 * 1024;

    private static final byte[] MAGIC = {'W', 'h', 'R', 'e', 'c', 'i', 'p', 'e'};

    private RecipeFormat() {}

    static byte[] magic() {
        return MAGIC.clone();
    }
}
