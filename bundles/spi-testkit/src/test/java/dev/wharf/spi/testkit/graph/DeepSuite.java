package dev.wharf.spi.testkit.graph;

import java.nio.file.Path;

/**
 * The suite with its folders in memory, for copies of many layers: those are many files, and ext4 looks for a place for each among
 * all those that were deleted in the last minute.
 */
final class DeepSuite extends PlainSuite {
    @Override
    protected Path rootFolder() {
        return Path.of("/dev/shm");
    }
}
