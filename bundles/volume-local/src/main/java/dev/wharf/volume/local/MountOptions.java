package dev.wharf.volume.local;

import static java.util.Map.entry;

import dev.wharf.linux.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Options of mount(8) as mount(2) takes them; moby/sys/mount, flags_linux.go.
 *
 * @param flags of the mount, without propagation
 * @param propagation flags; 0 for none
 * @param data what is left for the file system
 */
record MountOptions(long flags, long propagation, String data) {
    private static final int MS_SYNCHRONOUS = 16;
    private static final int MS_MANDLOCK = 64;
    private static final int MS_DIRSYNC = 128;
    private static final int MS_NODIRATIME = 2048;

    /** The flag that a word sets, or as a negative number the one that it clears; 0 for one without effect. */
    private static final Map<String, Long> FLAGS = Map.ofEntries(
            entry("defaults", 0L),
            entry("ro", (long) Flags.MS_RDONLY),
            entry("rw", (long) -Flags.MS_RDONLY),
            entry("suid", (long) -Flags.MS_NOSUID),
            entry("nosuid", (long) Flags.MS_NOSUID),
            entry("dev", (long) -Flags.MS_NODEV),
            entry("nodev", (long) Flags.MS_NODEV),
            entry("exec", (long) -Flags.MS_NOEXEC),
            entry("noexec", (long) Flags.MS_NOEXEC),
            entry("sync", (long) MS_SYNCHRONOUS),
            entry("async", (long) -MS_SYNCHRONOUS),
            entry("dirsync", (long) MS_DIRSYNC),
            entry("mand", (long) MS_MANDLOCK),
            entry("nomand", (long) -MS_MANDLOCK),
            entry("atime", (long) -Flags.MS_NOATIME),
            entry("noatime", (long) Flags.MS_NOATIME),
            entry("diratime", (long) -MS_NODIRATIME),
            entry("nodiratime", (long) MS_NODIRATIME),
            entry("relatime", (long) Flags.MS_RELATIME),
            entry("norelatime", (long) -Flags.MS_RELATIME),
            entry("strictatime", (long) Flags.MS_STRICTATIME),
            entry("nostrictatime", (long) -Flags.MS_STRICTATIME),
            entry("bind", (long) Flags.MS_BIND),
            entry("rbind", (long) (Flags.MS_BIND | Flags.MS_REC)));

    private static final Map<String, Integer> PROPAGATIONS = Map.of(
            "private",
            Flags.MS_PRIVATE,
            "rprivate",
            Flags.MS_PRIVATE | Flags.MS_REC,
            "shared",
            Flags.MS_SHARED,
            "rshared",
            Flags.MS_SHARED | Flags.MS_REC,
            "slave",
            Flags.MS_SLAVE,
            "rslave",
            Flags.MS_SLAVE | Flags.MS_REC,
            "unbindable",
            Flags.MS_UNBINDABLE,
            "runbindable",
            Flags.MS_UNBINDABLE | Flags.MS_REC);

    /** Reads options separated by commas. */
    static MountOptions of(String text) {
        long flags = 0;
        long propagation = 0;
        List<String> data = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            long flag = FLAGS.getOrDefault(word, 0L);
            flags = flag >= 0 ? flags | flag : flags & ~-flag;
            propagation |= PROPAGATIONS.getOrDefault(word, 0);
            if (!word.isEmpty() && !FLAGS.containsKey(word) && !PROPAGATIONS.containsKey(word)) {
                data.add(word);
            }
        }
        return new MountOptions(flags, propagation, String.join(",", data));
    }

    /** Whether it is a bind that cannot be written, which takes a second call. */
    boolean isReadOnlyBind() {
        long both = Flags.MS_BIND | Flags.MS_RDONLY;
        return (flags & both) == both;
    }
}
