package dev.wharf.linux;

/** Flags of system calls with the names of the man pages; values of x86-64 (aarch64 differs in O_DIRECTORY and O_NOFOLLOW). */
public final class Flags {
    /** As in the man pages. */
    public static final int O_RDONLY = 0;

    /** As in the man pages. */
    public static final int O_WRONLY = 1;

    /** As in the man pages. */
    public static final int O_RDWR = 2;

    /** As in the man pages. */
    public static final int O_CREAT = 0100;

    /** As in the man pages. */
    public static final int O_EXCL = 0200;

    /** As in the man pages. */
    public static final int O_TRUNC = 01000;

    /** As in the man pages. */
    public static final int O_APPEND = 02000;

    /** As in the man pages. */
    public static final int O_NONBLOCK = 04000;

    /** As in the man pages. */
    public static final int O_DIRECTORY = 0200000;

    /** As in the man pages. */
    public static final int O_NOFOLLOW = 0400000;

    /** As in the man pages. */
    public static final int O_PATH = 010000000;

    /** As in the man pages. */
    public static final int S_IFMT = 0170000;

    /** As in the man pages. */
    public static final int S_IFSOCK = 0140000;

    /** As in the man pages. */
    public static final int S_IFLNK = 0120000;

    /** As in the man pages. */
    public static final int S_IFREG = 0100000;

    /** As in the man pages. */
    public static final int S_IFBLK = 0060000;

    /** As in the man pages. */
    public static final int S_IFDIR = 0040000;

    /** As in the man pages. */
    public static final int S_IFCHR = 0020000;

    /** As in the man pages. */
    public static final int S_IFIFO = 0010000;

    /** As in the man pages. */
    public static final int AT_REMOVEDIR = 0x200;

    /** As in the man pages. */
    public static final int RENAME_NOREPLACE = 1;

    /** As in the man pages. */
    public static final int RENAME_EXCHANGE = 2;

    /** As in the man pages. */
    public static final int F_SETFL = 4;

    /** As in the man pages. */
    public static final int F_GETFL = 3;

    /** As in the man pages. */
    public static final int F_SETPIPE_SZ = 1031;

    /** As in the man pages. */
    public static final int F_DUPFD_CLOEXEC = 1030;

    /** As in the man pages. */
    public static final int F_GETPIPE_SZ = 1032;

    /** As in the man pages. */
    public static final int F_ADD_SEALS = 1033;

    /** As in the man pages. */
    public static final int MFD_CLOEXEC = 1;

    /** As in the man pages. */
    public static final int MFD_ALLOW_SEALING = 2;

    /** As in the man pages. */
    public static final int MFD_EXEC = 0x10;

    /** As in the man pages. */
    public static final int F_SEAL_SEAL = 1;

    /** As in the man pages. */
    public static final int F_SEAL_SHRINK = 2;

    /** As in the man pages. */
    public static final int F_SEAL_GROW = 4;

    /** As in the man pages. */
    public static final int F_SEAL_WRITE = 8;

    /** As in the man pages. */
    public static final int FALLOC_FL_KEEP_SIZE = 1;

    /** As in the man pages. */
    public static final int FALLOC_FL_PUNCH_HOLE = 2;

    /** As in the man pages. */
    public static final int EPOLLIN = 1;

    /** As in the man pages. */
    public static final int EPOLLOUT = 4;

    /** As in the man pages. */
    public static final int EPOLLPRI = 2;

    /** As in the man pages. */
    public static final int EPOLLERR = 8;

    /** As in the man pages. */
    public static final int EPOLLHUP = 0x10;

    /** As in the man pages. */
    public static final int MS_RDONLY = 1;

    /** As in the man pages. */
    public static final int MS_NOSUID = 2;

    /** As in the man pages. */
    public static final int MS_NODEV = 4;

    /** As in the man pages. */
    public static final int MS_NOEXEC = 8;

    /** As in the man pages. */
    public static final int MS_REMOUNT = 32;

    /** As in the man pages. */
    public static final int MS_NOATIME = 1024;

    /** As in the man pages. */
    public static final int MS_BIND = 4096;

    /** As in the man pages. */
    public static final int MS_MOVE = 8192;

    /** As in the man pages. */
    public static final int MS_REC = 16384;

    /** As in the man pages. */
    public static final int MS_UNBINDABLE = 0x20000;

    /** As in the man pages. */
    public static final int MS_PRIVATE = 0x40000;

    /** As in the man pages. */
    public static final int MS_SLAVE = 0x80000;

    /** As in the man pages. */
    public static final int MS_SHARED = 0x100000;

    /** As in the man pages. */
    public static final int MS_RELATIME = 0x200000;

    /** As in the man pages. */
    public static final int MS_STRICTATIME = 0x1000000;

    /** As in the man pages. */
    public static final int MNT_DETACH = 2;

    /** As in lseek(2). */
    public static final int SEEK_DATA = 3;

    /** As in lseek(2). */
    public static final int SEEK_HOLE = 4;

    /** Of an inode: ext4 puts each folder in here into a group of blocks of its own; ioctl_iflags(2), FS_TOPDIR_FL. */
    public static final int FS_TOPDIR = 0x20000;

    /** As in socket(2) and recv(2). */
    public static final int AF_INET = 2;

    /** As in socket(2) and recv(2). */
    public static final int AF_INET6 = 10;

    /** As in socket(2) and recv(2). */
    public static final int AF_NETLINK = 16;

    /** As in socket(2) and recv(2). */
    public static final int AF_PACKET = 17;

    /** As in socket(2) and recv(2). */
    public static final int SOCK_STREAM = 1;

    /** As in socket(2) and recv(2). */
    public static final int SOCK_DGRAM = 2;

    /** As in socket(2) and recv(2). */
    public static final int SOCK_RAW = 3;

    /** As in socket(2) and recv(2). */
    public static final int SOCK_NONBLOCK = 04000;

    /** As in socket(2) and recv(2). */
    public static final int MSG_DONTWAIT = 0x40;

    /** As in socket(2) and recv(2). */
    public static final int MSG_TRUNC = 0x20;

    /** As in socket(2) and recv(2). */
    public static final int SOL_SOCKET = 1;

    /** As in socket(2) and recv(2). */
    public static final int SO_REUSEADDR = 2;

    /** As in socket(2) and recv(2). */
    public static final int IPPROTO_TCP = 6;

    /** As in socket(2) and recv(2). */
    public static final int IPPROTO_UDP = 17;

    private Flags() {}

    /** The device number of a node, as makedev(3). */
    public static long device(long major, long minor) {
        return ((major & 0xfffff000L) << 32)
                | ((major & 0xfffL) << 8)
                | ((minor & 0xffffff00L) << 12)
                | (minor & 0xffL);
    }

    /** The major part of a device number. */
    public static int major(long device) {
        return (int) (((device >>> 32) & 0xfffff000L) | ((device >>> 8) & 0xfffL));
    }

    /** The minor part of a device number. */
    public static int minor(long device) {
        return (int) (((device >>> 12) & 0xffffff00L) | (device & 0xffL));
    }
}
