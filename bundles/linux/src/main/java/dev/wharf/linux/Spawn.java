package dev.wharf.linux;

import static dev.wharf.linux.Numbers.FCNTL;

import java.util.List;
import java.util.Map;
import java.util.Set;
import jnr.ffi.Pointer;

/**
 * posix_spawn(3). glibc runs it on a vfork, so that it takes the same time however large this process is. Structures are
 * allocated larger than any C library's.
 */
final class Spawn {
    private static final String OWN = "/proc/self/fd/";
    /** Behind the standard streams. */
    private static final int FIRST_FREE = 3;

    private static final int STRUCTURE_BYTES = 512;
    private static final int SIGNAL_SET_BYTES = 128;
    /** POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETSIGMASK and POSIX_SPAWN_SETSID of spawn.h. */
    private static final short FLAGS = 0x04 | 0x08 | 0x80;

    private final Syscalls syscalls;
    private final DescriptorCalls calls; // closes

    Spawn(Syscalls syscalls, DescriptorCalls calls) {
        this.syscalls = syscalls;
        this.calls = calls;
    }

    int run(String program, List<String> arguments, List<String> environment, Map<Integer, Fd> descriptors) {
        int own = ownDescriptor(program);
        int last = descriptors.keySet().stream().reduce(0, Math::max);
        if (own == 0 || own > last) {
            return runInPlace(program, arguments, environment, descriptors);
        }
        int command = Flags.F_DUPFD_CLOEXEC; // above all that the program is given, which would take its place
        try (Fd aside = new Fd((int) syscalls.call("dup", own, FCNTL, own, command, last + 1, 0), calls)) {
            return runInPlace(OWN + aside.number(), arguments, environment, descriptors);
        }
    }

    private int runInPlace(
            String program, List<String> arguments, List<String> environment, Map<Integer, Fd> descriptors) {
        Pointer actions = syscalls.allocate(STRUCTURE_BYTES);
        Pointer attributes = syscalls.allocate(STRUCTURE_BYTES);
        syscalls.libc.posix_spawn_file_actions_init(actions);
        syscalls.libc.posix_spawnattr_init(attributes);
        try {
            addDescriptors(actions, descriptors, ownDescriptor(program));
            setAttributes(attributes);
            return spawn(program, actions, attributes, List.of(arguments, environment));
        } finally {
            syscalls.libc.posix_spawn_file_actions_destroy(actions);
            syscalls.libc.posix_spawnattr_destroy(attributes);
        }
    }

    /** The descriptor that the program is executed by, which must be there until then; 0 when it is executed by its path. */
    private static int ownDescriptor(String program) {
        return program.startsWith(OWN) ? Integer.parseInt(program.substring(OWN.length())) : 0;
    }

    /** Descriptors are first moved above all that take part, so that no target hits a source, nor the move the program. */
    private void addDescriptors(Pointer actions, Map<Integer, Fd> descriptors, int program) {
        List<Map.Entry<Integer, Fd>> all = List.copyOf(descriptors.entrySet());
        int high = 1
                + all.stream()
                        .mapToInt(one -> Math.max(one.getKey(), one.getValue().number()))
                        .reduce(program, Math::max);
        for (int i = 0; i < all.size(); i++) {
            addDuplicate(actions, all.get(i).getValue().number(), high + i);
        }
        for (int i = 0; i < all.size(); i++) {
            addDuplicate(actions, high + i, all.get(i).getKey());
        }
        closeBetween(actions, descriptors.keySet());
    }

    /** Java opens its class path without O_CLOEXEC: the program would take such a descriptor for one of its own. */
    private void closeBetween(Pointer actions, Set<Integer> given) {
        int last = given.stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int number = FIRST_FREE; number < last; number++) {
            if (!given.contains(number)) {
                syscalls.libc.posix_spawn_file_actions_addclose(actions, number);
            }
        }
    }

    private void addDuplicate(Pointer actions, int from, int to) {
        int error = syscalls.libc.posix_spawn_file_actions_adddup2(actions, from, to);
        if (error != 0) {
            throw new LinuxException(error, "pass on descriptor " + from);
        }
    }

    private void setAttributes(Pointer attributes) {
        Pointer all = syscalls.allocate(SIGNAL_SET_BYTES);
        all.setMemory(0, SIGNAL_SET_BYTES, (byte) 0xff);
        Pointer none = syscalls.allocate(SIGNAL_SET_BYTES);
        none.setMemory(0, SIGNAL_SET_BYTES, (byte) 0);
        syscalls.libc.posix_spawnattr_setflags(attributes, FLAGS);
        syscalls.libc.posix_spawnattr_setsigdefault(attributes, all);
        syscalls.libc.posix_spawnattr_setsigmask(attributes, none);
    }

    private int spawn(String program, Pointer actions, Pointer attributes, List<List<String>> vectors) {
        var scratch = syscalls.scratch();
        Pointer pid = scratch.take(8);
        Pointer argv = vector(scratch, vectors.get(0));
        Pointer envp = vector(scratch, vectors.get(1));
        Pointer path = Pointer.wrap(syscalls.runtime, scratch.text(program));
        int error = syscalls.libc.posix_spawn(pid, path, actions, attributes, argv, envp);
        if (error != 0) {
            throw new LinuxException(error, "spawn " + program);
        }
        return pid.getInt(0);
    }

    private static Pointer vector(Syscalls.Scratch scratch, List<String> texts) {
        Pointer vector = scratch.take((texts.size() + 1) * 8);
        for (int i = 0; i < texts.size(); i++) {
            vector.putLong(i * 8L, scratch.text(texts.get(i)));
        }
        return vector;
    }
}
