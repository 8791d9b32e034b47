package dev.wharf.archive;

/**
 * A part of a file that is in the archive; what lies between the runs of a file is a hole.
 *
 * @param offset in the file
 * @param length bytes
 */
record DataRun(long offset, long length) {
    long end() {
        return offset + length;
    }
}
