/*
 * Makes a socket in another network namespace. JnrNetworking.java maps this code as bytes, and lets clone(2) run it in a
 * short-lived child that shares memory and descriptors with the daemon, and nothing else: namespaces belong to tasks, and
 * no thread of the JVM may change its own.
 *
 * Position-independent, without data: the linker leaves the bare code, with the entry at its begin.
 */
#include "syscall.h"

struct request {
    s32 namespace, domain, type, protocol;
    s32 result; /* descriptor, or a negated error number */
};

enum { NETWORK = 0x40000000 /* CLONE_NEWNET */ };

__attribute__((section(".text.entry"), used)) void enter(struct request *request)
{
    long result = SYS2(__NR_setns, request->namespace, NETWORK);
    if (result == 0)
        result = SYS3(__NR_socket, request->domain, request->type, request->protocol);
    request->result = (s32)result;
    leave(0);
}
