package dev.wharf.graphdriver.aufs;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import java.util.List;
import java.util.function.Function;

/** Finds out by real mounts of two tiny branches what AUFS can do on a state folder. */
final class AufsTrial {
    private static final String PLACE = "trial";
    private static final String UNION = PLACE + "/union";

    private final Kernel kernel;
    private final FileCalls files;
    private final DriverContext context;

    AufsTrial(Kernel kernel, DriverContext context) {
        this.kernel = kernel;
        this.files = kernel.files();
        this.context = context;
    }

    /** Tries all that the driver needs, and leaves nothing. */
    Probe run() {
        var refusals = new Refusals(context.stateFolder());
        try {
            return inPlace(this::isWhole) ? Probe.supported() : refusals.wrongUnion();
        } catch (LinuxException e) {
            return refusals.of(e);
        }
    }

    /** Whether AUFS knows the option; Docker tries it in the same way. */
    boolean knowsDirperm1() {
        return inPlace(state -> {
            try {
                mount(state, true);
                return true;
            } catch (LinuxException e) {
                if (e.is(Errno.EINVAL)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private <T> T inPlace(Function<Fd, T> work) {
        int flags = Flags.O_RDONLY | Flags.O_DIRECTORY;
        try (Fd state = files.open(context.stateFolder().toString(), flags, 0)) {
            cleanUp(state);
            try {
                prepare(state);
                return work.apply(state);
            } finally {
                cleanUp(state);
            }
        }
    }

    /** A whiteout and an opaque folder above what they hide, and something that is to be seen. */
    private void prepare(Fd state) {
        for (String each :
                List.of("", "/lower", "/lower/hidden", "/lower/seen", "/lower/folder", "/lower/folder/hidden")) {
            files.mkdir(state, PLACE + each, 0700);
        }
        for (String each : List.of("/upper", "/upper/folder", "/union")) {
            files.mkdir(state, PLACE + each, 0700);
        }
        for (String each : List.of("/upper/.wh.hidden", "/upper/folder/.wh..wh..opq")) {
            files.mknod(state, PLACE + each, Flags.S_IFREG | 0400, 0);
        }
    }

    private void mount(Fd state, boolean dirperm1) {
        var mounts = new AufsMounts(context.stateFolder(), context.runFolder(), dirperm1, 2);
        String options = String.join(",", mounts.settings(PLACE));
        String first = "br:" + PLACE + "/upper=rw," + options;
        kernel.mounts().mountIn(state, "none", UNION, "aufs", 0, first);
        String then = "append:" + PLACE + "/lower=ro+wh";
        kernel.mounts().mountIn(state, "none", UNION, "aufs", Flags.MS_REMOUNT, then);
    }

    private boolean isWhole(Fd state) {
        mount(state, false);
        List<String> root = names(state, UNION);
        return root.size() == 2
                && root.containsAll(List.of("folder", "seen"))
                && names(state, UNION + "/folder").isEmpty();
    }

    private List<String> names(Fd state, String name) {
        try (Fd folder = files.openIn(state, name, Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            return files.list(folder);
        }
    }

    /** Also after a trial that was killed. */
    private void cleanUp(Fd state) {
        if (files.stat(state, UNION).isPresent()) {
            unmountIfMounted(state.path() + "/" + UNION);
        }
        FileTree.remove(files, state, PLACE);
    }

    private void unmountIfMounted(String place) {
        try {
            kernel.mounts().unmount(place, Flags.MNT_DETACH);
        } catch (LinuxException ignored) {
            // EINVAL: nothing is mounted there. Anything else shows when the folder is removed.
        }
    }
}
