package dev.wharf.execoci.launch;

import dev.wharf.linux.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of a mount, sorted out for mount(2).
 *
 * @param flags of mount(2)
 * @param data what the file system itself understands
 */
public record MountFlags(long flags, String data) {
    private static final Map<String, Integer> FLAGS = Map.of(
            "ro", Flags.MS_RDONLY,
            "nosuid", Flags.MS_NOSUID,
            "nodev", Flags.MS_NODEV,
            "noexec", Flags.MS_NOEXEC,
            "noatime", Flags.MS_NOATIME,
            "strictatime", Flags.MS_STRICTATIME,
            "relatime", Flags.MS_RELATIME,
            "remount", Flags.MS_REMOUNT,
            "rbind", Flags.MS_BIND | Flags.MS_REC,
            "bind", Flags.MS_BIND);

    private static final List<String> WITHOUT_EFFECT = List.of(
            "rw",
            "suid",
            "dev",
            "exec",
            "atime",
            "defaults",
            "z",
            "Z",
            "private",
            "rprivate",
            "slave",
            "rslave",
            "shared",
            "rshared");

    /** Sorts options out. */
    public static MountFlags parse(List<String> options) {
        long flags = 0;
        List<String> data = new ArrayList<>();
        for (String option : options) {
            Integer flag = FLAGS.get(option);
            if (flag != null) {
                flags |= flag;
            } else if (!WITHOUT_EFFECT.contains(option)) {
                data.add(option);
            }
        }
        return new MountFlags(flags, String.join(",", data));
    }
}
