package dev.wharf.execoci;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.file.Path;

/** The working folder of a further process, made when it is missing: runtimes make that of the first one alone. */
final class WorkingFolder {
    private WorkingFolder() {}

    /** Makes a folder and those above it inside a root; where that is refused the runtime will say so. */
    static void make(Kernel kernel, Path root, String folder) {
        try (Fd top = kernel.files().open(root.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            String above = ".";
            for (Path name : Path.of(folder).normalize()) {
                make(kernel, top, above, name.toString());
                above += "/" + name;
            }
        }
    }

    private static void make(Kernel kernel, Fd top, String above, String name) {
        try (Fd parent = kernel.files().openIn(top, above, Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            kernel.files().mkdir(parent, name, 0755);
        } catch (LinuxException e) {
            if (!e.is(Errno.EEXIST) && !e.is(Errno.EROFS) && !e.is(Errno.ENOTDIR)) {
                throw e;
            }
        }
    }
}
