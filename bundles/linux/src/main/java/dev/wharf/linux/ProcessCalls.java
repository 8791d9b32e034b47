package dev.wharf.linux;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Calls on processes. */
public interface ProcessCalls {

    /**
     * Starts a program with posix_spawn(3) in a session of its own, with an empty signal mask and default actions.
     *
     * @param program path
     * @param arguments argument vector with the program's name
     * @param environment {@code NAME=value}
     * @param descriptors number in the child, by descriptor of this process; those between them are closed, and those behind
     *     them must be closed by the program
     * @return its pid; the caller must reap it with {@link #reap}
     */
    int spawn(String program, List<String> arguments, List<String> environment, Map<Integer, Fd> descriptors);

    /** kill(2). */
    void kill(int pid, int signal);

    /** pidfd_open(2). Readable once the process has ended. */
    Fd pidfd(int pid);

    /** pidfd_send_signal(2). */
    void signal(Fd pidfd, int signal);

    /** Reaps a child that has ended: its wait status, or empty when it runs. Never blocks. */
    OptionalInt reap(int pid);

    /** The pid that holds an exclusive fcntl lock on a file, or empty; F_GETLK. */
    Optional<Integer> lockOwner(Fd file);

    /**
     * The root of another mount namespace without what is mounted below it: a copy of that one mount, which is gone when
     * the descriptor is closed, unless {@link MountCalls#attach} gave it a place; setns(2) and open_tree(2). Runs on a thread of its own, as the namespace belongs to the
     * thread.
     *
     * @param namespace such as {@code /proc/PID/ns/mnt}
     */
    Fd rootAlone(Fd namespace);

    /** The capabilities in the bounding set, as bits. */
    long boundingCapabilities();

    /** Resource limits of this process by number of getrlimit(2): soft, hard. */
    long[] limit(int resource);

    /** Sets the file mode creation mask of the whole process; returns the earlier one. */
    int umask(int mask);
}
