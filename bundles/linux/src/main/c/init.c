/*
 * The first process of a container that asked for one (docker run --init), in place of the command itself:
 *
 *     docker-init [--] COMMAND [ARGUMENT...]
 *
 * or, where a process is wanted that does nothing until it is killed:
 *
 *     docker-init --wait
 *
 * It starts the command as its child, passes on every signal that it is sent, reaps whatever dies, and leaves as the
 * command leaves: with its exit code, or 128 and the number of the signal that killed it. The command gets a process
 * group of its own and, on a terminal, its foreground. As tini does, which Docker ships under this name.
 *
 * Freestanding: no C library, no allocation.
 */
#include <stddef.h> /* kernel headers before 6.0 use size_t without saying where it comes from */
#include <linux/errno.h>
#include <linux/prctl.h>
#include <linux/signal.h>
#include <linux/types.h>
#include <linux/unistd.h>
#include <asm/ioctls.h>

#include "syscall.h"

enum { NOT_EXECUTABLE = 126, NOT_FOUND = 127, MOST_PATH = 4096 };

static unsigned long length_of(const char *text)
{
    unsigned long length = 0;
    while (text[length])
        length++;
    return length;
}

static int same(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

static void say(const char *text)
{
    SYS3(__NR_write, 2, text, length_of(text));
}

static const char *path_of(char **environment)
{
    for (; *environment; environment++) {
        const char *value = *environment, *name = "PATH=";
        while (*name && *value == *name)
            value++, name++;
        if (!*name)
            return value;
    }
    return "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}

static int has_slash(const char *name)
{
    for (; *name; name++)
        if (*name == '/')
            return 1;
    return 0;
}

/* Tries the command in each folder of the path, as execvp(3); returns the error number. */
static long execute(char **arguments, char **environment)
{
    static char candidate[MOST_PATH];
    if (has_slash(arguments[0]))
        return -SYS3(__NR_execve, arguments[0], arguments, environment);
    unsigned long name = length_of(arguments[0]);
    long error = ENOENT;
    for (const char *folder = path_of(environment);; folder++) {
        unsigned long length = 0;
        while (folder[length] && folder[length] != ':')
            length++;
        if (length + name + 3 <= MOST_PATH) {
            memcpy(candidate, length ? folder : ".", length ? length : 1);
            unsigned long end = length ? length : 1;
            candidate[end] = '/';
            memcpy(candidate + end + 1, arguments[0], name + 1);
            long failure = -SYS3(__NR_execve, candidate, arguments, environment);
            if (failure == EACCES)
                error = EACCES;
            else if (failure != ENOENT && failure != ENOTDIR)
                return failure;
        }
        folder += length;
        if (!*folder)
            return error;
    }
}

static void run_command(char **arguments, char **environment, const u64 *signals)
{
    int group = (int)SYS1(__NR_getpid, 0);
    SYS2(__NR_setpgid, 0, 0);
    SYS3(__NR_ioctl, 0, TIOCSPGRP, &group); /* fails where there is no terminal; SIGTTOU is still blocked */
    SYS4(__NR_rt_sigprocmask, 2 /* SIG_SETMASK */, signals, 0, 8);
    long error = execute(arguments, environment);
    say("docker-init: exec ");
    say(arguments[0]);
    say(error == ENOENT || error == ENOTDIR ? " failed: No such file or directory\n"
        : error == EACCES                   ? " failed: Permission denied\n"
                                            : " failed: it cannot be executed\n");
    leave(error == ENOENT || error == ENOTDIR ? NOT_FOUND : NOT_EXECUTABLE);
}

/* Reaps all that has died. Returns the exit code once the command is among it, else -1. */
static int reap(int command)
{
    int code = -1, status;
    long pid;
    while ((pid = SYS4(__NR_wait4, -1, &status, 1 /* WNOHANG */, 0)) > 0)
        if (pid == command)
            code = status & 0x7f ? 128 + (status & 0x7f) : status >> 8 & 0xff;
    return code;
}

static void serve(int command)
{
    u64 all = ~0ull;
    for (;;) {
        long signal = SYS4(__NR_rt_sigtimedwait, &all, 0, 0, 8);
        if (signal == SIGCHLD) {
            int code = reap(command);
            if (code >= 0)
                leave(code);
        } else if (signal > 0) {
            SYS2(__NR_kill, command, signal);
        }
    }
}

/* The stack as the kernel leaves it: the count of arguments, they themselves, a NULL, the environment, a NULL. */
__attribute__((used)) static void start(long *stack)
{
    long count = stack[0];
    char **arguments = (char **)(stack + 1), **environment = arguments + count + 1;
    u64 all = ~0ull, before;
    arguments++;
    if (*arguments && same(*arguments, "--wait"))
        for (;;)
            SYS4(__NR_ppoll, 0, 0, 0, 0);
    if (*arguments && same(*arguments, "--"))
        arguments++;
    if (!count || !*arguments) {
        say("usage: docker-init [--] COMMAND [ARGUMENT...]\n");
        leave(1);
    }
    SYS4(__NR_rt_sigprocmask, 0 /* SIG_BLOCK */, &all, &before, 8);
    SYS2(__NR_prctl, PR_SET_CHILD_SUBREAPER, 1);
    long pid = sys(__NR_clone, SIGCHLD, 0, 0, 0, 0, 0);
    if (pid == 0)
        run_command(arguments, environment, &before);
    if (pid < 0) {
        say("docker-init: fork failed\n");
        leave(1);
    }
    serve((int)pid);
}

#ifdef __x86_64__
__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall start\n");
#else
__asm__(".globl _start\n_start:\n\tmov x0, sp\n\tbl start\n");
#endif
