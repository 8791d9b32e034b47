package dev.wharf.engine.spec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.SecurityConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Computes the capabilities of a container. */
public final class Capabilities {
    /** Those of a container that asks for nothing; the 14 of Docker. */
    static final Set<String> DEFAULT = Set.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "FSETID",
            "FOWNER",
            "MKNOD",
            "NET_RAW",
            "SETGID",
            "SETUID",
            "SETFCAP",
            "SETPCAP",
            "NET_BIND_SERVICE",
            "SYS_CHROOT",
            "KILL",
            "AUDIT_WRITE");

    /** All that capabilities(7) lists up to Linux 5.9, which added the last one. */
    static final Set<String> ALL =
            Set.of(("CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE"
                            + " NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO"
                            + " SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME"
                            + " SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN"
                            + " SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE")
                    .split(" "));

    private static final String EVERY = "ALL";
    private static final String PREFIX = "CAP_";

    private Capabilities() {}

    /**
     * The capabilities, without {@code CAP_}, in the order of Docker 1.9.1, execdriver.TweakCapabilities: with ALL added
     * all but the dropped ones; with ALL dropped only the added ones; else the default, minus drop, plus add.
     *
     * @throws EngineException InvalidArgument for an unknown name
     */
    public static Set<String> of(SecurityConfig security) {
        List<String> add = normalized(security.capAdd(), "add");
        List<String> drop = normalized(security.capDrop(), "drop");
        if (security.privileged()) {
            return ALL;
        }
        Set<String> result = new LinkedHashSet<>();
        if (add.contains(EVERY)) {
            result.addAll(ALL);
            drop.forEach(result::remove);
            return Set.copyOf(result);
        }
        if (!drop.contains(EVERY)) {
            result.addAll(DEFAULT);
            drop.forEach(result::remove);
        }
        result.addAll(add);
        return Set.copyOf(result);
    }

    private static List<String> normalized(List<String> names, String verb) {
        return names.stream().map(name -> normalized(name, verb)).toList();
    }

    private static String normalized(String name, String verb) {
        String upper = name.toUpperCase(Locale.ROOT);
        String bare = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
        if (!bare.equals(EVERY) && !ALL.contains(bare)) {
            throw new EngineException.InvalidArgument("Unknown capability to " + verb + ": \"" + name + "\"");
        }
        return bare;
    }
}
