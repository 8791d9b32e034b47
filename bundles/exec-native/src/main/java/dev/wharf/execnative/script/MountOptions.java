package dev.wharf.execnative.script;

import dev.wharf.linux.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of a mount, sorted out.
 *
 * @param flags of mount(2)
 * @param attributes of mount_setattr(2) that say the same
 * @param propagation flag of mount(2), or 0
 * @param isRecursive whether a bind takes what is mounted below with it
 * @param data what the file system itself understands
 */
record MountOptions(long flags, long attributes, long propagation, boolean isRecursive, String data) {
    private static final Map<String, long[]> FLAGS = Map.of(
            "ro", new long[] {Flags.MS_RDONLY, 0x1},
            "nosuid", new long[] {Flags.MS_NOSUID, 0x2},
            "nodev", new long[] {Flags.MS_NODEV, 0x4},
            "noexec", new long[] {Flags.MS_NOEXEC, 0x8},
            "noatime", new long[] {Flags.MS_NOATIME, 0x10},
            "strictatime", new long[] {Flags.MS_STRICTATIME, 0x20},
            "relatime", new long[] {Flags.MS_RELATIME, 0},
            "remount", new long[] {Flags.MS_REMOUNT, 0});

    private static final Map<String, Integer> PROPAGATION = Map.of(
            "private",
            Flags.MS_PRIVATE,
            "rprivate",
            Flags.MS_PRIVATE | Flags.MS_REC,
            "slave",
            Flags.MS_SLAVE,
            "rslave",
            Flags.MS_SLAVE | Flags.MS_REC,
            "shared",
            Flags.MS_SHARED,
            "rshared",
            Flags.MS_SHARED | Flags.MS_REC);

    private static final List<String> WITHOUT_EFFECT =
            List.of("rw", "suid", "dev", "exec", "atime", "defaults", "bind", "z", "Z");

    static MountOptions parse(List<String> options) {
        long flags = 0;
        long attributes = 0;
        long propagation = 0;
        List<String> data = new ArrayList<>();
        for (String option : options) {
            long[] flag = FLAGS.get(option);
            Integer mode = PROPAGATION.get(option);
            if (flag != null) {
                flags |= flag[0];
                attributes |= flag[1];
            } else if (mode != null) {
                propagation = mode & ~Flags.MS_REC;
            } else if (!WITHOUT_EFFECT.contains(option) && !option.equals("rbind")) {
                data.add(option);
            }
        }
        return new MountOptions(flags, attributes, propagation, options.contains("rbind"), String.join(",", data));
    }

    boolean isReadOnly() {
        return (flags & Flags.MS_RDONLY) != 0;
    }

    MountOptions writable() {
        return new MountOptions(flags & ~(long) Flags.MS_RDONLY, attributes & ~1L, propagation, isRecursive, data);
    }
}
