package dev.wharf.api.http.wire;

/** Mode bits as Go has them (os.FileMode), which differ from those of stat(2) in all but the permissions. */
final class FileMode {
    private static final long DIRECTORY = 1L << 31;
    private static final long SYMBOLIC_LINK = 1L << 27;
    private static final long DEVICE = 1L << 26;
    private static final long FIFO = 1L << 25;
    private static final long SOCKET = 1L << 24;
    private static final long SETUID = 1L << 23;
    private static final long SETGID = 1L << 22;
    private static final long CHARACTER_DEVICE = 1L << 21;
    private static final long STICKY = 1L << 20;

    private static final int S_IFMT = 0170000;
    private static final int S_ISUID = 04000;
    private static final int S_ISGID = 02000;
    private static final int S_ISVTX = 01000;
    private static final int PERMISSIONS = 0777;

    private FileMode() {}

    /** Go's bits for those of stat(2). */
    static long ofStat(int mode) {
        return (mode & PERMISSIONS)
                | type(mode & S_IFMT)
                | flag(mode, S_ISUID, SETUID)
                | flag(mode, S_ISGID, SETGID)
                | flag(mode, S_ISVTX, STICKY);
    }

    private static long type(int type) {
        return switch (type) {
            case 0040000 -> DIRECTORY;
            case 0120000 -> SYMBOLIC_LINK;
            case 0060000 -> DEVICE;
            case 0020000 -> DEVICE | CHARACTER_DEVICE;
            case 0010000 -> FIFO;
            case 0140000 -> SOCKET;
            default -> 0;
        };
    }

    private static long flag(int mode, int bit, long flag) {
        return (mode & bit) == 0 ? 0 : flag;
    }
}
