package dev.wharf.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder whose jars become code that runs as root. */
final class DeployFolder {
    private static final int OTHERS_WRITE = 022;
    private static final int STICKY = 01000;

    private DeployFolder() {}

    /**
     * Makes the folder where it is missing, and checks that nobody but the owner of this process can put or swap files
     * in it.
     *
     * @throws UsageException when somebody else can
     */
    static void check(Path folder) {
        try {
            // Java before 17.0.7 refuses a symbolic link to a folder (JDK-8294193).
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            Path real = folder.toRealPath();
            refuseOthers(folder, real, false);
            for (Path above = real.getParent(); above != null; above = above.getParent()) {
                refuseOthers(folder, above, true);
            }
        } catch (IOException e) {
            throw UsageException.of("cannot use the deploy folder " + folder + ": " + e);
        }
    }

    private static void refuseOthers(Path folder, Path part, boolean isAbove) throws IOException {
        int uid = (int) Files.getAttribute(part, "unix:uid");
        int mode = (int) Files.getAttribute(part, "unix:mode");
        boolean isStickyAbove = isAbove && (mode & STICKY) != 0;
        if ((mode & OTHERS_WRITE) != 0 && !isStickyAbove) {
            throw refused(folder, part + " is writable by others: chmod go-w " + part);
        }
        if (!isAbove && uid != ownUid()) {
            throw refused(folder, part + " belongs to uid " + uid + ": chown root " + part);
        }
    }

    private static int ownUid() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static UsageException refused(Path folder, String reason) {
        return UsageException.of("the deploy folder " + folder + " is refused, for its jars run as root: " + reason
                + ", or choose another with --deploy-dir");
    }
}
