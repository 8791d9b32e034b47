package dev.wharf.execnative.identity;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Capabilities as bits, in the order of linux/capability.h. */
public final class Capabilities {
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
     * The bits of some names.
     *
     * @throws IllegalArgumentException for a name that is not known
     */
    public static long bits(Set<String> names) {
        long bits = 0;
        for (String name : names) {
            String plain = name.toUpperCase(Locale.ROOT);
            int index = NAMES.indexOf(plain.startsWith("CAP_") ? plain.substring(4) : plain);
            if (index < 0) {
                throw new IllegalArgumentException("unknown capability: " + name);
            }
            bits |= 1L << index;
        }
        return bits;
    }
}
