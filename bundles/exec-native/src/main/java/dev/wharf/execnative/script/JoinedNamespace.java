package dev.wharf.execnative.script;

import static java.util.Objects.requireNonNull;

/**
 * A namespace of another process.
 *
 * @param kind which
 * @param descriptor the pidfd of that process in the monitor and its child
 */
public record JoinedNamespace(Kind kind, int descriptor) {

    /** Kinds of namespaces, with their flags of setns(2). */
    public enum Kind {
        /** Process ids; takes effect for the next child. */
        PID(0x20000000),
        /** Interfaces and ports. */
        NETWORK(0x40000000),
        /** System V IPC and POSIX queues. */
        IPC(0x08000000),
        /** The host name. */
        UTS(0x04000000),
        /** The cgroup tree. */
        CGROUP(0x02000000),
        /** Mounts. */
        MOUNT(0x00020000);

        private final int flag;

        Kind(int flag) {
            this.flag = flag;
        }

        int flag() {
            return flag;
        }
    }

    /** Checks the kind. */
    public JoinedNamespace {
        requireNonNull(kind, "kind");
    }
}
