package dev.wharf.graphdriver.overlay;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out by a real mount whether overlayfs works on a folder. Takes less than a millisecond, and finds what no table
 * tells: a kernel module that is loaded on demand, a file system that cannot be the upper one, a lack of privileges.
 */
final class OverlayTrial {
    private static final String PLACE = "trial";

    private final Kernel kernel;
    private final FileCalls files;
    private final Path stateFolder;
    private final Refusals refusals;

    OverlayTrial(Kernel kernel, Path stateFolder) {
        this.kernel = kernel;
        this.files = kernel.files();
        this.stateFolder = stateFolder;
        this.refusals = new Refusals(stateFolder);
    }

    /** Tries it, and leaves nothing. */
    Probe run() {
        try (Fd state = files.open(stateFolder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            cleanUp(state);
            try {
                return tryIn(state);
            } catch (LinuxException e) {
                return refusals.of(e);
            } finally {
                cleanUp(state);
            }
        }
    }

    private Probe tryIn(Fd state) {
        prepare(state);
        String place = state.path() + "/" + PLACE;
        List<String> options = new ArrayList<>();
        options.add("lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work".formatted(place));
        options.addAll(KernelFeatures.switchedOff(KernelFeatures.PARAMETERS));
        kernel.mounts().mount("overlay", place + "/merged", "overlay", 0, String.join(",", options));
        if (!isHidden(state, "")) {
            return refusals.noTypesInListings();
        }
        return isHidden(state, "/folder") ? Probe.supported() : refusals.noTrustedAttributes();
    }

    /** Beside a whiteout an opaque folder, which overlayfs knows by an attribute. */
    private void prepare(Fd state) {
        for (String each : List.of("", "/lower", "/lower/file", "/lower/folder", "/lower/folder/file", "/upper")) {
            files.mkdir(state, PLACE + each, 0700);
        }
        for (String each : List.of("/upper/folder", "/work", "/merged")) {
            files.mkdir(state, PLACE + each, 0700);
        }
        files.mknod(state, PLACE + "/upper/file", Flags.S_IFCHR, Flags.device(0, 0));
        try {
            files.attributes().setXattr(state, PLACE + "/upper/folder", "trusted.overlay.opaque", new byte[] {'y'});
        } catch (LinuxException ignored) {
            // The folder is not hidden then, which is what is looked at.
        }
    }

    /** Overlayfs knows a whiteout in a listing by its d_type alone. */
    private boolean isHidden(Fd state, String folder) {
        int flags = Flags.O_RDONLY | Flags.O_DIRECTORY;
        try (Fd merged = files.openIn(state, PLACE + "/merged" + folder, flags, 0)) {
            return !files.list(merged).contains("file");
        }
    }

    /** Also after a trial that was killed. */
    private void cleanUp(Fd state) {
        if (files.stat(state, PLACE + "/merged").isPresent()) {
            unmountIfMounted(state.path() + "/" + PLACE + "/merged");
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
