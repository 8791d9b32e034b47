package dev.wharf.linux.launch;

/** The calls that a step can make, with their numbers on this machine. */
public enum Call {
    /** As in the man pages. */
    ACCEPT4(288, 242),
    /** As in the man pages. */
    BIND(49, 200),
    /** As in the man pages. */
    CAPSET(126, 91),
    /** As in the man pages. */
    CHDIR(80, 49),
    /** As in the man pages. */
    CLONE(56, 220),
    /** As in the man pages. */
    CLOSE(3, 57),
    /** As in the man pages. */
    CLOSE_RANGE(436, 436),
    /** As in the man pages. */
    DUP3(292, 24),
    /** As in the man pages. */
    EXECVE(59, 221),
    /** As in the man pages. */
    EXIT_GROUP(231, 94),
    /** As in the man pages. */
    FCHDIR(81, 50),
    /** As in the man pages. */
    FCHMOD(91, 52),
    /** As in the man pages. */
    FCHMODAT(268, 53),
    /** As in the man pages. */
    FCHOWN(93, 55),
    /** As in the man pages. */
    GETCWD(79, 17),
    /** As in the man pages. */
    IOCTL(16, 29),
    /** As in the man pages. */
    KILL(62, 129),
    /** As in the man pages. */
    LISTEN(50, 201),
    /** As in the man pages. */
    MKDIRAT(258, 34),
    /** As in the man pages. */
    MKNODAT(259, 33),
    /** As in the man pages. */
    MOUNT(165, 40),
    /** As in the man pages. */
    MOUNT_SETATTR(442, 442),
    /** As in the man pages. */
    MOVE_MOUNT(429, 429),
    /** As in the man pages. */
    OPENAT(257, 56),
    /** As in the man pages. */
    OPENAT2(437, 437),
    /** As in the man pages. */
    OPEN_TREE(428, 428),
    /** As in the man pages. */
    PIDFD_SEND_SIGNAL(424, 424),
    /** As in the man pages. */
    PIVOT_ROOT(155, 41),
    /** As in the man pages. */
    PRCTL(157, 167),
    /** As in the man pages. */
    PRLIMIT64(302, 261),
    /** As in the man pages. */
    PWRITE64(18, 68),
    /** As in the man pages. */
    READ(0, 63),
    /** As in the man pages. */
    RECVMSG(47, 212),
    /** As in the man pages. */
    RT_SIGPROCMASK(14, 135),
    /** As in the man pages. */
    SECCOMP(317, 277),
    /** As in the man pages. */
    SENDMSG(46, 211),
    /** As in the man pages. */
    SETDOMAINNAME(171, 162),
    /** As in the man pages. */
    SETGID(106, 144),
    /** As in the man pages. */
    SETGROUPS(116, 159),
    /** As in the man pages. */
    SETHOSTNAME(170, 161),
    /** As in the man pages. */
    SETNS(308, 268),
    /** As in the man pages. */
    SETSID(112, 157),
    /** As in the man pages. */
    SETUID(105, 146),
    /** As in the man pages. */
    SETXATTR(188, 5),
    /** As in the man pages. */
    SOCKET(41, 198),
    /** As in the man pages. */
    SYMLINKAT(266, 36),
    /** As in the man pages. */
    UMASK(95, 166),
    /** As in the man pages. */
    UMOUNT2(166, 39),
    /** As in the man pages. */
    UNSHARE(272, 97),
    /** As in the man pages. */
    WAIT4(61, 260),
    /** As in the man pages. */
    WRITE(1, 64),
    /** Goes on with the second section; never returns to the first. */
    CONTINUE(0x80000001, 0x80000001),
    /** Fails with the third argument when the byte at the first is not the second. */
    CHECK_BYTE(0x80000002, 0x80000002),
    /** Makes the folder at the path that is the argument, with all above it; links may lead to what is not there yet. */
    MAKE_FOLDERS(0x80000003, 0x80000003),
    /** Makes an empty file at the path that is the argument, unless it is there. */
    MAKE_FILE(0x80000004, 0x80000004);

    private static final boolean ARM = "aarch64".equals(System.getProperty("os.arch"));

    private final int number;

    Call(int x86, int arm) {
        number = isArm() ? arm : x86;
    }

    private static boolean isArm() {
        return "aarch64".equals(System.getProperty("os.arch"));
    }

    /** Whether this machine has the numbers of aarch64. */
    public static boolean onArm() {
        return ARM;
    }

    int number() {
        return number;
    }
}
