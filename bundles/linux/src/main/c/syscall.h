/*
 * System calls without a C library, and the two functions of it that the compiler counts on. Included once by each of the
 * programs of this folder.
 */
#ifndef WHARF_SYSCALL_H
#define WHARF_SYSCALL_H

#include <linux/types.h>
#include <linux/unistd.h>

typedef __u32 u32;
typedef __u64 u64;
typedef __s32 s32;
typedef __s64 s64;

#ifdef __x86_64__
static long sys(long n, long a, long b, long c, long d, long e, long f)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
static long sys(long n, long a, long b, long c, long d, long e, long f)
{
    register long x8 __asm__("x8") = n;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}
#else
#error "unknown architecture"
#endif

#define SYS1(n, a) sys(n, (long)(a), 0, 0, 0, 0, 0)
#define SYS2(n, a, b) sys(n, (long)(a), (long)(b), 0, 0, 0, 0)
#define SYS3(n, a, b, c) sys(n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define SYS4(n, a, b, c, d) sys(n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)

void *memset(void *to, int value, unsigned long count)
{
    for (char *p = to; count--; p++)
        *p = (char)value;
    return to;
}

void *memcpy(void *to, const void *from, unsigned long count)
{
    char *p = to;
    for (const char *q = from; count--; p++, q++)
        *p = *q;
    return to;
}

static void leave(int code)
{
    for (;;)
        SYS1(__NR_exit_group, code);
}

#endif
