package dev.wharf.linux;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.SaveError;

/** The functions of the C library that are used. Public because jnr-ffi generates its implementation elsewhere. */
public interface LibC {

    /** syscall(2), with all arguments as machine words. */
    @SaveError
    long syscall(long number, long a0, long a1, long a2, long a3, long a4, long a5);

    /** clone(2) of the C library: the child calls a function on a stack of its own, and ends with it. */
    @SaveError
    int clone(Pointer function, Pointer stack, int flags, Pointer argument);

    /** posix_spawn(3); returns an error number. */
    int posix_spawn(Pointer pid, Pointer path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    /** posix_spawn_file_actions_init(3). */
    int posix_spawn_file_actions_init(Pointer actions);

    /** posix_spawn_file_actions_adddup2(3). */
    int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    /** posix_spawn_file_actions_addclose(3); what is not open is no failure. */
    int posix_spawn_file_actions_addclose(Pointer actions, int fd);

    /** posix_spawn_file_actions_destroy(3). */
    int posix_spawn_file_actions_destroy(Pointer actions);

    /** posix_spawnattr_init(3). */
    int posix_spawnattr_init(Pointer attributes);

    /** posix_spawnattr_setflags(3). */
    int posix_spawnattr_setflags(Pointer attributes, short flags);

    /** posix_spawnattr_setsigdefault(3). */
    int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

    /** posix_spawnattr_setsigmask(3). */
    int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

    /** posix_spawnattr_destroy(3). */
    int posix_spawnattr_destroy(Pointer attributes);
}
