/*
 * The launch monitor: the small parent of a container's first process, or of a process that was executed in it.
 *
 * It maps a syscall script (a memfd that the daemon wrote, see Script.java), clones a child that carries the script
 * out, and stays as its parent: it reaps the child, records how it ended, and holds what must not be lost while the
 * daemon is away: the other ends of the standard streams and the terminal. It ends when the daemon says so.
 *
 * Freestanding: no C library, no allocation, no signal handlers. Descriptors are passed under fixed numbers.
 */
#include <stddef.h> /* kernel headers before 6.0 use size_t without saying where it comes from */
#include <linux/fcntl.h>
#include <linux/poll.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/socket.h>
#include <linux/time_types.h>
#include <linux/types.h>
#include <linux/unistd.h>
#include <asm/ioctls.h>
#include <asm/termios.h>

#include "syscall.h"

/* Descriptors of the monitor; Monitor.java has the same numbers. */
enum { SCRIPT = 3, CONTROL = 4, NOTIFY = 5, STATUS = 6, LOCK = 7, BARRIER = 8, PROGRESS = 9,
       KEEP_STDIN = 10, KEEP_STDOUT = 11, KEEP_STDERR = 12, FIRST_OF_CHILD = 13, FREE = 32 };

/* A step of the script; Step.java writes it. */
struct step {
    u32 call;           /* system call, or one of the numbers below */
    u32 loaded;         /* a bit for each argument that is the offset of a 32-bit number in the script */
    u64 args[6];
    s32 tolerated[3];   /* error numbers that do not end the script */
    u32 flags;
    s32 skip;           /* how many steps to pass over when the call succeeds */
    u32 store;          /* where the result is stored as 32 bits, or 0 */
};
enum { NONZERO = 1 };                              /* flag: a result of 0 is a failure (end of file) */
enum { CONTINUE = 0x80000001u, CHECK_BYTE = 0x80000002u, MAKE_FOLDERS = 0x80000003u, MAKE_FILE = 0x80000004u };

struct script {
    u32 magic, terminal;
    u32 first, first_count;    /* steps up to the barrier */
    u32 second, second_count;  /* steps after it, written while the child waits there */
    s32 failed_section, failed_step, failed_errno;
    s32 socket;                /* through which the child hands over the terminal */
    u32 enter, enter_count;    /* steps of the monitor itself, before it clones */
    u32 reserved[4];
    struct clone_args clone;
};
enum { ENTER = 3, FIRST = 1, SECOND = 2 };

struct status {
    u32 magic, state;
    s32 pid, wait_status;
    s64 seconds, nanos;
    s32 monitor, reserved[7];
};
enum { MAGIC = 0x57484631, CREATED = 1, ENDED = 2 };

/* Where the script is mapped: fixed, so that the daemon can write addresses into it. */
#define SCRIPT_ADDRESS 0x10000000000

enum { ENOENT_ = 2, EINTR_ = 4, EAGAIN_ = 11, EEXIST_ = 17, EROFS_ = 30, EPIPE_ = 32, ENAMETOOLONG_ = 36, ELOOP_ = 40 };

/* ---- the script --------------------------------------------------------------------------------------------- */

static char *base;
#define script ((volatile struct script *)base)

static long argument(const struct step *step, int i)
{
    u64 value = step->args[i];
    return step->loaded >> i & 1 ? *(volatile s32 *)(base + value) : (long)value;
}

enum { PATH_BYTES = 4096, MOST_LINKS = 8, REGULAR = 0100644 };

static int leads_nowhere(const char *path)
{
    long fd = SYS3(__NR_openat, AT_FDCWD, path, O_PATH | O_CLOEXEC);
    if (fd >= 0)
        SYS1(__NR_close, fd);
    return fd == -ENOENT_;
}

static long make_folders(const char *path, int links);

/* Makes what a link leads to, which is not there. The root is that of the container, so that no link leads out of it. */
static long make_linked(const char *link, int links)
{
    char target[PATH_BYTES];
    long start = 0, length;
    for (long i = 0; link[i]; i++)
        if (link[i] == '/')
            start = i + 1;
    if (start >= PATH_BYTES / 2 || links >= MOST_LINKS)
        return -ELOOP_;
    memcpy(target, link, start);
    length = SYS4(__NR_readlinkat, AT_FDCWD, link, target + start, PATH_BYTES / 2 - 1);
    if (length < 0)
        return length;
    target[start + length] = 0;
    return make_folders(target[start] == '/' ? target + start : target, links + 1);
}

/* Makes a folder with all above it, also where links lead to folders that are not there yet. */
static long make_folders(const char *path, int links)
{
    char name[PATH_BYTES];
    long result = 0;
    for (int i = 0; i < PATH_BYTES; i++) {
        name[i] = 0;
        if (i > 0 && (!path[i] || path[i] == '/')) {
            result = SYS3(__NR_mkdirat, AT_FDCWD, name, 0755);
            if (result == -EEXIST_ && leads_nowhere(name))
                result = make_linked(name, links);
            if (result < 0 && result != -EEXIST_ && result != -EROFS_)
                return result;
        }
        if (!path[i])
            return 0;
        name[i] = path[i];
    }
    return -ENAMETOOLONG_;
}

/* Makes an empty file, also where a link leads to one that is not there yet. */
static long make_file(const char *path)
{
    long result = SYS4(__NR_mknodat, AT_FDCWD, path, REGULAR, 0);
    if (result != -EEXIST_ || !leads_nowhere(path))
        return result == -EEXIST_ || result == -EROFS_ ? 0 : result;
    result = SYS4(__NR_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
    return result < 0 ? result : SYS1(__NR_close, result);
}

static long carry_out(const struct step *step)
{
    long a = argument(step, 0), b = argument(step, 1), c = argument(step, 2);
    if (step->call == CHECK_BYTE)
        return *(volatile char *)a == (char)b ? 0 : -c;
    if (step->call == MAKE_FOLDERS)
        return make_folders((const char *)a, 0);
    if (step->call == MAKE_FILE)
        return make_file((const char *)a);
    long result;
    do
        result = sys(step->call, a, b, c, argument(step, 3), argument(step, 4), argument(step, 5));
    while (result == -EINTR_);
    return result == 0 && step->flags & NONZERO ? -EPIPE_ : result;
}

static int tolerates(const struct step *step, long error)
{
    return error == step->tolerated[0] || error == step->tolerated[1] || error == step->tolerated[2];
}

/* Runs a section; returns 0 at its end, or -1 when a step failed, which is written into the script. */
static int run(int section, u32 offset, u32 count)
{
    for (u32 i = 0; i < count; i++) {
        const struct step *step = (const struct step *)(base + offset) + i;
        if (step->call == CONTINUE)
            return run(SECOND, script->second, script->second_count);
        long result = carry_out(step);
        if (result < 0 && result >= -4095 && !tolerates(step, -result)) {
            script->failed_step = (s32)i;
            script->failed_errno = (s32)-result;
            script->failed_section = section;
            return -1;
        }
        if (result < 0 && result >= -4095)
            continue;
        if (step->store)
            *(volatile s32 *)(base + step->store) = (s32)result;
        i += (u32)step->skip;
    }
    return 0;
}

/* ---- the parent --------------------------------------------------------------------------------------------- */

static int child, ended, terminal, size_pending;
static long script_length;
static int master = -1, handover = -1, signals = -1;
static struct winsize size;

struct relay { char bytes[4096]; int from, to; };
static struct relay output, input;

static void tell(char what)
{
    SYS3(__NR_write, NOTIFY, &what, 1);  /* never blocks; a full FIFO tells enough */
}

static void record(u32 state, int wait_status)
{
    struct __kernel_timespec now;
    struct status status;
    memset(&status, 0, sizeof status);
    SYS2(__NR_clock_gettime, 0, &now);
    status.magic = MAGIC;
    status.state = state;
    status.pid = child;
    status.wait_status = wait_status;
    status.seconds = now.tv_sec;
    status.nanos = now.tv_nsec;
    status.monitor = (s32)SYS1(__NR_getpid, 0);
    SYS4(__NR_pwrite64, STATUS, &status, sizeof status, 0);
}

static void finish_drain(void)
{
    if (master >= 0)
        SYS1(__NR_close, master);
    master = -1;
    tell('X');
}

static void reap(void)
{
    char ignored[512];
    while (SYS3(__NR_read, signals, ignored, sizeof ignored) > 0)
        ;
    int wait_status;
    long pid;
    while ((pid = SYS4(__NR_wait4, -1, &wait_status, 1 /* WNOHANG */, 0)) > 0) {
        if (pid != child || ended)
            continue;
        record(ENDED, wait_status);
        ended = 1;
        if (master < 0)
            finish_drain();
    }
}

/* Takes the terminal from the child; it comes with one byte. */
static void take_master(void)
{
    struct { u64 length; s32 level, type, fd, pad; } control;
    struct { void *base; u64 length; } vector;
    struct { void *name; u64 name_length; void *vector; u64 vectors; void *control; u64 control_length; u64 flags; } message;
    char byte;
    vector.base = &byte;
    vector.length = 1;
    memset(&message, 0, sizeof message);
    memset(&control, 0, sizeof control);
    message.vector = &vector;
    message.vectors = 1;
    message.control = &control;
    message.control_length = sizeof control;
    if (SYS3(__NR_recvmsg, handover, &message, O_CLOEXEC) == 1 && message.control_length >= 20) {
        master = control.fd;
        SYS3(__NR_fcntl, master, F_SETFL, O_RDWR | O_NONBLOCK);
        if (size_pending)
            SYS3(__NR_ioctl, master, TIOCSWINSZ, &size);
    }
    SYS1(__NR_close, handover);
    handover = -1;
}

/* Commands of the daemon: five bytes each. Q ends the monitor, I ends the input, W sets the size of the terminal. */
static void obey(void)
{
    unsigned char command[5];
    while (SYS3(__NR_read, CONTROL, command, sizeof command) == sizeof command) {
        switch (command[0]) {
        case 'Q':
            leave(0);
            break;
        case 'I':
            if (!terminal)
                SYS1(__NR_close, KEEP_STDIN);
            break;
        case 'W':
            size.ws_row = (unsigned short)(command[1] | command[2] << 8);
            size.ws_col = (unsigned short)(command[3] | command[4] << 8);
            size_pending = 1;
            if (master >= 0)
                SYS3(__NR_ioctl, master, TIOCSWINSZ, &size);
            break;
        }
    }
}

static int is_empty(const struct relay *relay)
{
    return relay->from == relay->to;
}

/* Moves bytes as far as both ends allow. Returns 0 when the source has no more at present, -1 when it has ended. */
static int pump(struct relay *relay, int from, int to)
{
    for (;;) {
        if (is_empty(relay)) {
            long count = SYS3(__NR_read, from, relay->bytes, sizeof relay->bytes);
            if (count <= 0)
                return count == -EAGAIN_ ? 0 : -1;
            relay->from = 0;
            relay->to = (int)count;
        }
        long count = SYS3(__NR_write, to, relay->bytes + relay->from, relay->to - relay->from);
        if (count == -EAGAIN_)
            return 1;
        if (count < 0)
            return -1;
        relay->from += (int)count;
    }
}

static void relay_terminal(void)
{
    pump(&input, KEEP_STDIN, master);
    int more = pump(&output, master, KEEP_STDOUT);
    if (ended && more <= 0)
        finish_drain();
}

static void loop(void)
{
    for (;;) {
        struct pollfd fds[6];
        int count = 0;
        fds[count++] = (struct pollfd){CONTROL, POLLIN, 0};
        fds[count++] = (struct pollfd){signals, POLLIN, 0};
        if (handover >= 0)
            fds[count++] = (struct pollfd){handover, POLLIN, 0};
        if (master >= 0) {
            fds[count++] = is_empty(&output) ? (struct pollfd){master, POLLIN, 0} : (struct pollfd){KEEP_STDOUT, POLLOUT, 0};
            fds[count++] = is_empty(&input) ? (struct pollfd){KEEP_STDIN, POLLIN, 0} : (struct pollfd){master, POLLOUT, 0};
        }
        /* A terminal that hung up while the child lives would wake us without end: look at it again from time to time. */
        static int hung_up;
        struct __kernel_timespec pause = {0, 50 * 1000 * 1000};
        if (hung_up)
            count = 2;
        sys(__NR_ppoll, (long)fds, count, (long)(hung_up ? &pause : 0), 0, 8, 0);
        hung_up = 0;
        if (handover >= 0 && count > 2 && fds[2].revents)
            take_master();
        obey(); /* before the input, which may have been typed after a change of size */
        if (master >= 0) {
            hung_up = !ended && count > 2 && is_empty(&output) && fds[count - 2].fd == master
                      && fds[count - 2].revents & (POLLHUP | POLLERR) && !(fds[count - 2].revents & POLLIN);
            relay_terminal();
        }
        reap();
        if (ended && master >= 0)
            relay_terminal();
    }
}

static void lock(void)
{
    struct { short type, whence; s64 start, length; s32 pid; } lock;
    memset(&lock, 0, sizeof lock);
    lock.type = 1 /* F_WRLCK */;
    if (SYS3(__NR_fcntl, LOCK, F_SETLK, &lock) < 0)
        leave(1);
}

static void make_handover(void)
{
    int pair[2];
    if (SYS4(__NR_socketpair, 1 /* AF_UNIX */, 1 /* SOCK_STREAM */ | O_CLOEXEC, 0, pair) < 0)
        leave(1);
    handover = pair[0];
    script->socket = pair[1];
}

static void become_parent(void)
{
    if (handover >= 0)
        SYS1(__NR_close, script->socket);
    record(CREATED, 0); /* first, so that the end of PROGRESS proves the record */
    SYS1(__NR_close, BARRIER);
    SYS1(__NR_close, PROGRESS);
    for (int fd = FIRST_OF_CHILD; fd < FREE; fd++)
        if (fd != handover && fd != signals)
            SYS1(__NR_close, fd);
    SYS1(__NR_close, SCRIPT);
    SYS2(__NR_munmap, base, script_length);
    tell('C');
    loop();
}

void _start(void)
{
    u64 all = ~0ull, reapable = 1ull << (17 - 1) /* SIGCHLD */;
    SYS3(__NR_close_range, FREE, ~0u, 0);
    SYS2(__NR_prctl, PR_SET_DUMPABLE, 0);
    SYS2(__NR_prctl, PR_SET_CHILD_SUBREAPER, 1);
    SYS2(__NR_prctl, PR_SET_NAME, "wharf-monitor");
    SYS4(__NR_rt_sigprocmask, 0 /* SIG_BLOCK */, &all, 0, 8);
    signals = (int)SYS4(__NR_signalfd4, -1, &reapable, 8, O_NONBLOCK | O_CLOEXEC);
    lock();
    script_length = SYS3(__NR_lseek, SCRIPT, 0, 2 /* SEEK_END */);
    long mapped = sys(__NR_mmap, SCRIPT_ADDRESS, script_length, 3 /* READ, WRITE */,
                      1 /* SHARED */ | 0x100000 /* FIXED_NOREPLACE */, SCRIPT, 0);
    if (mapped < 0 && mapped >= -4095)
        leave(1);
    base = (char *)mapped;
    if (script->magic != MAGIC)
        leave(1);
    terminal = script->terminal;
    if (terminal)
        make_handover();
    if (run(ENTER, script->enter, script->enter_count))
        leave(127);
    long pid = SYS2(__NR_clone3, &script->clone, sizeof script->clone);
    if (pid == 0) {
        run(FIRST, script->first, script->first_count);
        leave(127);
    }
    if (pid < 0) {
        script->failed_errno = (s32)-pid;
        script->failed_section = ENTER;
        script->failed_step = -1;
        leave(127);
    }
    child = (int)pid;
    become_parent();
}
