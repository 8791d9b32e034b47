package dev.wharf.snapshots;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The name of the file system under a folder, from a table of mounts. */
public final class BackingFileSystem {
    /** Docker's names where they differ from the kernel's: Docker 1.9.1, daemon/graphdriver/driver_linux.go, FsNames. */
    private static final Map<String, String> DOCKER_NAMES =
            Map.of("ext2", "extfs", "ext3", "extfs", "ext4", "extfs", "overlay", "overlayfs");

    private BackingFileSystem() {}

    /**
     * The name that Docker shows.
     *
     * @param mountInfo the text of /proc/self/mountinfo, see proc(5)
     */
    static String of(Path folder, String mountInfo) {
        String type = "<unknown>";
        int longest = 0;
        for (String line : mountInfo.lines().toList()) {
            List<String> fields = List.of(line.split(" "));
            Path mountPoint = Path.of(unescaped(fields.get(4)));
            // Among mounts at one place the last hides the others.
            if (folder.startsWith(mountPoint) && mountPoint.getNameCount() >= longest) {
                longest = mountPoint.getNameCount();
                type = fields.get(fields.indexOf("-") + 1);
            }
        }
        return DOCKER_NAMES.getOrDefault(type, type);
    }

    /**
     * The name for a folder of this host.
     *
     * @throws UncheckedIOException when /proc cannot be read or the folder is not there
     */
    public static String of(Path folder) {
        try {
            byte[] mountInfo = Files.readAllBytes(Path.of("/proc/self/mountinfo"));
            return of(folder.toRealPath(), new String(mountInfo, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel writes blanks and backslashes in octal. */
    private static String unescaped(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
