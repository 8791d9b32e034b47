package dev.wharf.graphdriver.aufs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the kernel tells about its AUFS.
 *
 * @param fileSystems the file systems that it knows, see proc(5)
 * @param configuration of AUFS, where it is a module: Documentation/ABI/testing/sysfs-aufs
 */
record AufsKernel(Path fileSystems, Path configuration) {
    /** As its Kconfig has it by default, and aufs(5) tells under "Branch Syntax". */
    private static final int MOST_BRANCHES_BY_DEFAULT = 127;

    private static final Pattern MOST_BRANCHES = Pattern.compile("(?m)^CONFIG_AUFS_BRANCH_MAX_([0-9]{1,6})=y$");

    /** That of this host. */
    static AufsKernel ofHost() {
        return new AufsKernel(Path.of("/proc/filesystems"), Path.of("/sys/fs/aufs/config"));
    }

    /** Whether AUFS is there. A module that nobody has loaded is not; loading it is left to the administrator. */
    boolean hasAufs() {
        return read(fileSystems)
                .orElse("")
                .lines()
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .anyMatch("aufs"::equals);
    }

    /** How many branches a mount may have, the writable one included. Decided when AUFS is built. */
    int mostBranches() {
        return MOST_BRANCHES
                .matcher(read(configuration).orElse(""))
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElse(MOST_BRANCHES_BY_DEFAULT);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
