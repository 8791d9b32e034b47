package dev.wharf.engine.file;

import dev.wharf.archive.UnpackLimits;
import dev.wharf.linux.Fd;
import java.io.File;

/** How much may be unpacked, so that the daemon can still write its records. */
final class FreeSpace {
    private static final long RESERVE_BYTES = 64L << 20;
    private static final int SHARE = 20;

    private FreeSpace() {}

    /** What is free on the file system of a folder, but for a reserve; that is less on a small one, such as a tmpfs. */
    static UnpackLimits limits(Fd folder) {
        File place = folder.path().toFile();
        long reserve = Math.min(RESERVE_BYTES, place.getTotalSpace() / SHARE);
        return new UnpackLimits(Math.max(0, place.getUsableSpace() - reserve));
    }
}
