/*
 * The script of a launch: its layout, which is that of Script.java and Step.java, and how it is carried out. Included once
 * by the monitor.
 */
#ifndef WHARF_SCRIPT_H
#define WHARF_SCRIPT_H

#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/sched.h>

#include "syscall.h"

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
enum { MAGIC = 0x57484631 };

/* Where the script is mapped: fixed, so that the daemon can write addresses into it. */
#define SCRIPT_ADDRESS 0x10000000000

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
    return fd == -ENOENT;
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
        return -ELOOP;
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
            if (result == -EEXIST && leads_nowhere(name))
                result = make_linked(name, links);
            if (result < 0 && result != -EEXIST && result != -EROFS)
                return result;
        }
        if (!path[i])
            return 0;
        name[i] = path[i];
    }
    return -ENAMETOOLONG;
}

/* Makes an empty file, also where a link leads to one that is not there yet. */
static long make_file(const char *path)
{
    long result = SYS4(__NR_mknodat, AT_FDCWD, path, REGULAR, 0);
    if (result != -EEXIST || !leads_nowhere(path))
        return result == -EEXIST || result == -EROFS ? 0 : result;
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
    while (result == -EINTR);
    return result == 0 && step->flags & NONZERO ? -EPIPE : result;
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

#endif
