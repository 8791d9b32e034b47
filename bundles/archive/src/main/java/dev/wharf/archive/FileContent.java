package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Bytes of a tar that an unpacked file holds.
 *
 * @param path of the file inside the folder that the layer was unpacked to, free of symbolic links
 * @param size of the file, holes included
 * @param runs of data in the file, in the order of the tar
 */
record FileContent(String path, long size, List<DataRun> runs) {
    /** Checks that there is a path, and copies. */
    FileContent {
        requireNonNull(path, "path");
        runs = List.copyOf(runs);
    }

    /** How many bytes of the tar it stands for. */
    long stored() {
        long sum = 0;
        for (DataRun run : runs) {
            sum += run.length();
        }
        return sum;
    }
}
