package dev.wharf.engine.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where something is mounted, by the table of this process; proc_pid_mountinfo(5). */
final class MountPoints {
    private static final Logger LOG = LoggerFactory.getLogger(MountPoints.class);
    private static final int MOUNT_POINT = 4;

    private final Path table;

    MountPoints(Path table) {
        this.table = table;
    }

    static MountPoints ofHost() {
        return new MountPoints(Path.of("/proc/self/mountinfo"));
    }

    /** Whether something is mounted on a folder or below it; true also when nobody can tell. */
    boolean anyBelow(Path folder) {
        try {
            Path real = folder.toRealPath();
            List<String> lines = Files.readAllLines(table);
            return lines.stream()
                    .map(line -> line.split(" ", -1)[MOUNT_POINT])
                    .map(MountPoints::plain)
                    .anyMatch(place -> Path.of(place).startsWith(real));
        } catch (IOException e) {
            LOG.warn("mounts below {} are not known: {}", folder, e.toString());
            return true;
        }
    }

    private static String plain(String escaped) {
        return escaped.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
