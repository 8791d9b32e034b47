/*
 * The launch monitor: the small parent of a container's first process, or of a process that was executed in it.
 *
 * It maps a syscall script (a memfd that the daemon wrote, see Script.java), clones a child that carries the script
 * out, and stays as its parent: it reaps the child, records how it ended, and holds what must not be lost while the
 * daemon is away: the other ends of the standard streams and the terminal. It ends when the daemon says so.
 *
 * It can be started before there is anything to launch: then a socket stands in the place of the script, and the script
 * and all that belongs to the launch come through it with one message.
 *
 * Freestanding: no C library, no allocation, no signal handlers. Descriptors are passed under fixed numbers.
 */
#include <stddef.h> /* kernel headers before 6.0 use size_t without saying where it comes from */
#include <linux/poll.h>
#include <linux/prctl.h>
#include <linux/signal.h>
#include <linux/socket.h>
#include <linux/stat.h>
#include <linux/time_types.h>
#include <linux/types.h>
#include <linux/unistd.h>
#include <asm/ioctls.h>
#include <asm/termios.h>

#include "script.h"

/* Descriptors of the monitor; MonitorProgram.java has the same numbers. */
enum { SCRIPT = 3, CONTROL = 4, NOTIFY = 5, STATUS = 6, LOCK = 7, BARRIER = 8, PROGRESS = 9,
       KEEP_STDIN = 10, KEEP_STDOUT = 11, KEEP_STDERR = 12, FIRST_OF_CHILD = 13, LAST = 21, FREE = 32 };

struct status {
    u32 magic, state;
    s32 pid, wait_status;
    s64 seconds, nanos;
    s32 monitor;
    s32 stage;        /* written by the daemon and the child, and never by the monitor; MonitorStatus.java */
    s32 reserved[6];
};
enum { CREATED = 1, ENDED = 2, DRAINING = 3 };

static int child, ended, terminal, size_pending, input_over;
static long script_length;
static int master = -1, handover = -1, signals = -1;
static struct winsize size;

struct relay { char bytes[4096]; int from, to; };
static struct relay output, input;

static void tell(char what)
{
    SYS3(__NR_write, NOTIFY, &what, 1);  /* never blocks; a full FIFO tells enough */
}

static struct status last;

static void write_record(u32 state)
{
    last.state = state;
    SYS4(__NR_pwrite64, STATUS, &last, offsetof(struct status, stage), 0);
}

static void record(u32 state, int wait_status)
{
    struct __kernel_timespec now;
    SYS2(__NR_clock_gettime, 0, &now);
    last.magic = MAGIC;
    last.pid = child;
    last.wait_status = wait_status;
    last.seconds = now.tv_sec;
    last.nanos = now.tv_nsec;
    last.monitor = (s32)SYS1(__NR_getpid, 0);
    write_record(state);
}

/* All that the child has written is in the FIFOs: only now is it told that it has ended. */
static void finish_drain(void)
{
    if (master >= 0)
        SYS1(__NR_close, master);
    master = -1;
    write_record(ENDED);
    tell('X');
}

static void take_master(void);

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
        record(DRAINING, wait_status);
        ended = 1;
        if (handover >= 0)
            take_master(); /* a child that was quick */
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
                return count == -EAGAIN ? 0 : -1;
            relay->from = 0;
            relay->to = (int)count;
        }
        long count = SYS3(__NR_write, to, relay->bytes + relay->from, relay->to - relay->from);
        if (count == -EAGAIN)
            return 1;
        if (count < 0)
            return -1;
        relay->from += (int)count;
    }
}

static void relay_terminal(void)
{
    if (!input_over && pump(&input, KEEP_STDIN, master) < 0 && is_empty(&input))
        input_over = 1; /* as that of /dev/null, which would wake us without end */
    int more = pump(&output, master, KEEP_STDOUT);
    if (ended && more <= 0)
        finish_drain();
}

/* Whether the folder with the record was removed: nobody will ever ask. */
static int is_forgotten(void)
{
    struct statx file;
    return sys(__NR_statx, STATUS, (long)"", AT_EMPTY_PATH, STATX_NLINK, (long)&file, 0) == 0 && file.stx_nlink == 0;
}

static void loop(void)
{
    for (;;) {
        struct pollfd fds[6];
        int count = 0, screen = 0; /* where in fds the terminal's output is */
        fds[count++] = (struct pollfd){CONTROL, POLLIN, 0};
        fds[count++] = (struct pollfd){signals, POLLIN, 0};
        if (handover >= 0)
            fds[count++] = (struct pollfd){handover, POLLIN, 0};
        if (master >= 0) {
            screen = count;
            fds[count++] = is_empty(&output) ? (struct pollfd){master, POLLIN, 0} : (struct pollfd){KEEP_STDOUT, POLLOUT, 0};
            if (!is_empty(&input))
                fds[count++] = (struct pollfd){master, POLLOUT, 0};
            else if (!input_over)
                fds[count++] = (struct pollfd){KEEP_STDIN, POLLIN, 0};
        }
        /* A terminal that hung up while the child lives would wake us without end: look at it again from time to time. */
        static int hung_up;
        int is_done = ended && master < 0;
        struct __kernel_timespec pause = is_done ? (struct __kernel_timespec){10, 0} : (struct __kernel_timespec){0, 50 * 1000 * 1000};
        if (hung_up)
            count = 2;
        long ready = sys(__NR_ppoll, (long)fds, count, (long)(hung_up || is_done ? &pause : 0), 0, 8, 0);
        if (is_done && ready == 0 && is_forgotten())
            leave(0);
        hung_up = 0;
        if (handover >= 0 && count > 2 && fds[2].revents)
            take_master();
        obey(); /* before the input, which may have been typed after a change of size */
        if (master >= 0) {
            hung_up = !ended && count > 2 && screen && is_empty(&output)
                      && fds[screen].revents & (POLLHUP | POLLERR) && !(fds[screen].revents & POLLIN);
            relay_terminal();
        }
        reap();
        if (ended && master >= 0)
            relay_terminal();
    }
}

/* Descriptors that came with a message; a message holds the number that each of them is to have, one byte for each. */
struct gift { u64 length; s32 level, type; s32 fds[LAST + 1]; };
enum { GIFT_HEADER = 16, SOL_SOCKET = 1, SO_TYPE = 3 };

static int is_socket(int fd)
{
    s32 type, length = sizeof type;
    return sys(__NR_getsockopt, fd, SOL_SOCKET, SO_TYPE, (long)&type, (long)&length, 0) == 0;
}

/* Waits for the one message, and puts what came with it where it belongs. Nobody is left to send it: there is no launch. */
static void await_launch(void)
{
    struct gift gift;
    unsigned char numbers[LAST + 1];
    struct { void *base; u64 length; } vector = {numbers, sizeof numbers};
    struct { void *name; u64 name_length; void *vector; u64 vectors; void *control; u64 control_length; u64 flags; } message;
    long count;
    for (int fd = LOCK + 1; fd <= LAST; fd++)
        SYS3(__NR_dup3, 0, fd, 0); /* what comes is put behind all these */
    memset(&message, 0, sizeof message);
    message.vector = &vector;
    message.vectors = 1;
    message.control = &gift;
    message.control_length = sizeof gift;
    do
        count = SYS3(__NR_recvmsg, SCRIPT, &message, 0);
    while (count == -EINTR);
    if (count <= 0)
        leave(0);
    if (message.control_length < GIFT_HEADER || (s64)gift.length != GIFT_HEADER + count * 4)
        leave(1);
    u32 given = 0;
    for (long i = 0; i < count; i++) {
        if (numbers[i] > LAST || SYS3(__NR_dup3, gift.fds[i], numbers[i], 0) < 0)
            leave(1);
        SYS1(__NR_close, gift.fds[i]);
        given |= 1u << numbers[i];
    }
    for (int fd = LOCK + 1; fd <= LAST; fd++)
        if (!(given >> fd & 1))
            SYS1(__NR_close, fd);
}

static void lock(void)
{
    struct { short type, whence; s64 start, length; s32 pid; } lock;
    memset(&lock, 0, sizeof lock);
    lock.type = 1 /* F_WRLCK */;
    if (SYS3(__NR_fcntl, LOCK, F_SETLK, &lock) < 0)
        leave(1);
}

/* Gives a descriptor of the monitor's own a number that is not one of those above. */
static int set_apart(int fd)
{
    int apart = (int)SYS3(__NR_fcntl, fd, F_DUPFD_CLOEXEC, FREE);
    SYS1(__NR_close, fd);
    return apart;
}

static void make_handover(void)
{
    int pair[2];
    if (SYS4(__NR_socketpair, 1 /* AF_UNIX */, 1 /* SOCK_STREAM */ | O_CLOEXEC, 0, pair) < 0)
        leave(1);
    handover = set_apart(pair[0]);
    script->socket = set_apart(pair[1]);
}

static void become_parent(void)
{
    if (handover >= 0)
        SYS1(__NR_close, script->socket);
    record(CREATED, 0); /* first, so that the end of PROGRESS proves the record */
    SYS1(__NR_close, BARRIER);
    SYS1(__NR_close, PROGRESS);
    SYS3(__NR_close_range, FIRST_OF_CHILD, FREE - 1, 0);
    SYS1(__NR_close, SCRIPT);
    SYS2(__NR_munmap, base, script_length);
    tell('C');
    loop();
}

/* The daemon's own streams: whoever reads them must see their end when the daemon ends, not when its containers do. */
static void forget_streams(void)
{
    SYS1(__NR_close, 0);
    if (SYS4(__NR_openat, AT_FDCWD, "/dev/null", O_RDWR, 0) != 0)
        leave(1);
    SYS3(__NR_dup3, 0, 1, 0);
    SYS3(__NR_dup3, 0, 2, 0);
}

void _start(void)
{
    u64 all = ~0ull, reapable = 1ull << (17 - 1) /* SIGCHLD */;
    SYS3(__NR_close_range, LAST + 1, ~0u, 0);
    forget_streams();
    SYS2(__NR_prctl, PR_SET_DUMPABLE, 0);
    SYS2(__NR_prctl, PR_SET_CHILD_SUBREAPER, 1);
    SYS2(__NR_prctl, PR_SET_NAME, "wharf-monitor");
    SYS4(__NR_rt_sigprocmask, 0 /* SIG_BLOCK */, &all, 0, 8);
    signals = set_apart((int)SYS4(__NR_signalfd4, -1, &reapable, 8, O_NONBLOCK | O_CLOEXEC));
    lock();
    if (is_socket(SCRIPT))
        await_launch();
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
