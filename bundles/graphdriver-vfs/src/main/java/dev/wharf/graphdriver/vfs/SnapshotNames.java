package dev.wharf.graphdriver.vfs;

import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names of the folders of snapshots: the kind, a dash, and the key or id, whose grammar makes it fit for a file name. */
final class SnapshotNames {
    private static final Pattern SNAPSHOT = Pattern.compile("(active|view|committed)-[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");

    private SnapshotNames() {}

    static String of(SnapshotInfo snapshot) {
        return of(snapshot.ref(), snapshot.kind());
    }

    static String of(SnapshotRef ref, Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + ref.value();
    }

    /** Whether a name is that of a snapshot's folder, and not of something that a person put there. */
    static boolean isSnapshot(String name) {
        return SNAPSHOT.matcher(name).matches();
    }

    static Kind kind(String name) {
        return Kind.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
    }

    static SnapshotRef ref(String name) {
        return kind(name) == Kind.COMMITTED ? layer(name) : new SnapshotKey(value(name));
    }

    static LayerId layer(String name) {
        return new LayerId(value(name));
    }

    private static String value(String name) {
        return name.substring(name.indexOf('-') + 1);
    }
}
