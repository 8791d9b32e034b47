package dev.wharf.drivers.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Judges whether anybody but root can change what becomes code that runs as root. An access list that lets others write
 * shows in the bits of the group.
 */
final class Trust {
    private static final int OTHERS_WRITE = 022;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    private Trust() {}

    /** What is wrong with a file; of a link its target is judged, with the folders above that. Empty for nothing. */
    static Optional<String> faultOf(Path file) {
        try {
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of("it is no file");
            }
            return fault(real, false).or(() -> Files.isSymbolicLink(file) ? faultAbove(real) : Optional.empty());
        } catch (NoSuchFileException ignored) {
            // the link's own target
            return Optional.of("it is a link that leads nowhere");
        } catch (IOException e) {
            return Optional.of("it cannot be looked at: " + e);
        }
    }

    /** What is wrong with a folder or those above it; empty for nothing. */
    static Optional<String> faultOfFolder(Path folder) {
        try {
            Path real = folder.toRealPath();
            return fault(real, false).or(() -> faultAbove(real));
        } catch (IOException e) {
            return Optional.of("it cannot be looked at: " + e);
        }
    }

    private static Optional<String> faultAbove(Path real) {
        Optional<String> fault = Optional.empty();
        for (Path above = real.getParent(); above != null && fault.isEmpty(); above = above.getParent()) {
            fault = fault(above, true);
        }
        return fault;
    }

    private static Optional<String> fault(Path part, boolean isAbove) {
        try {
            int mode = (int) Files.getAttribute(part, "unix:mode");
            boolean isStickyAbove = isAbove && (mode & STICKY) != 0;
            if ((mode & OTHERS_WRITE) != 0 && !isStickyAbove) {
                return Optional.of(part + " is writable by others: chmod go-w " + part);
            }
            int uid = (int) Files.getAttribute(part, "unix:uid");
            return isAbove || uid == ROOT || uid == ownUid()
                    ? Optional.empty()
                    : Optional.of(part + " belongs to uid " + uid + ": chown root " + part);
        } catch (IOException e) {
            return Optional.of(part + " cannot be looked at: " + e);
        }
    }

    private static int ownUid() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }
}
