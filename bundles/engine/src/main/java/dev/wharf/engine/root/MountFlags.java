package dev.wharf.engine.root;

import dev.wharf.linux.Flags;
import dev.wharf.spi.Mount;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The options of a graph driver's mount, sorted out.
 *
 * @param flags of mount(2)
 * @param data what the file system itself understands
 */
record MountFlags(long flags, String data) {
    private static final Map<String, Integer> FLAGS = Map.of(
            "ro", Flags.MS_RDONLY,
            "nosuid", Flags.MS_NOSUID,
            "nodev", Flags.MS_NODEV,
            "noexec", Flags.MS_NOEXEC,
            "noatime", Flags.MS_NOATIME,
            "relatime", Flags.MS_RELATIME,
            "strictatime", Flags.MS_STRICTATIME,
            "bind", Flags.MS_BIND,
            "rbind", Flags.MS_BIND | Flags.MS_REC,
            "remount", Flags.MS_REMOUNT);

    private static final List<String> WITHOUT_EFFECT =
            List.of("rw", "suid", "dev", "exec", "atime", "defaults", "private", "rprivate", "slave", "rslave");

    static MountFlags of(Mount mount) {
        long flags = mount.type().equals("bind") ? Flags.MS_BIND : 0;
        for (String option : mount.options()) {
            flags |= FLAGS.getOrDefault(option, 0);
        }
        String data = mount.options().stream()
                .filter(option -> !FLAGS.containsKey(option) && !WITHOUT_EFFECT.contains(option))
                .collect(Collectors.joining(","));
        return new MountFlags(flags, data);
    }

    boolean isBind() {
        return (flags & Flags.MS_BIND) != 0;
    }

    boolean isReadOnly() {
        return (flags & Flags.MS_RDONLY) != 0;
    }
}
