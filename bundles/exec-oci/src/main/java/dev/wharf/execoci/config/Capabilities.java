package dev.wharf.execoci.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Capabilities by name, in the order of linux/capability.h. */
final class Capabilities {
    private static final List<String> NAMES = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "DAC_READ_SEARCH",
            "FOWNER",
            "FSETID",
            "KILL",
            "SETGID",
            "SETUID",
            "SETPCAP",
            "LINUX_IMMUTABLE",
            "NET_BIND_SERVICE",
            "NET_BROADCAST",
            "NET_ADMIN",
            "NET_RAW",
            "IPC_LOCK",
            "IPC_OWNER",
            "SYS_MODULE",
            "SYS_RAWIO",
            "SYS_CHROOT",
            "SYS_PTRACE",
            "SYS_PACCT",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_NICE",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "MKNOD",
            "LEASE",
            "AUDIT_WRITE",
            "AUDIT_CONTROL",
            "SETFCAP",
            "MAC_OVERRIDE",
            "MAC_ADMIN",
            "SYSLOG",
            "WAKE_ALARM",
            "BLOCK_SUSPEND",
            "AUDIT_READ",
            "PERFMON",
            "BPF",
            "CHECKPOINT_RESTORE");

    private Capabilities() {}

    /**
     * The names as a runtime wants them, without those that this process does not hold.
     *
     * @param held bits of the bounding set
     * @throws IllegalArgumentException for a name that is not known
     */
    static List<String> held(Set<String> names, long held) {
        return names.stream()
                .map(Capabilities::index)
                .filter(index -> (held & 1L << index) != 0)
                .sorted()
                .map(index -> "CAP_" + NAMES.get(index))
                .toList();
    }

    private static int index(String name) {
        String plain = name.toUpperCase(Locale.ROOT);
        int index = NAMES.indexOf(plain.startsWith("CAP_") ? plain.substring(4) : plain);
        if (index < 0) {
            throw new IllegalArgumentException("unknown capability: " + name);
        }
        return index;
    }
}
