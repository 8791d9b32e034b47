package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A mounted overlay. Needs root. */
final class OverlayTree implements AutoCloseable {
    private static final String OPTIONS = ",index=off,metacopy=off,redirect_dir=off";

    private final Kernel kernel = Linux.kernel();
    private final Path folder;
    private final List<Path> lowers;

    /** Mounts with an upper folder of its own on layers, the uppermost first. */
    OverlayTree(Path folder, List<Path> lowers) throws IOException {
        this.folder = folder;
        this.lowers = lowers;
        for (String name : List.of("upper", "work", "merged")) {
            Files.createDirectories(folder.resolve(name));
        }
    }

    OverlayTree mounted() {
        String lower = lowers.stream().map(Path::toString).collect(Collectors.joining(":"));
        String options = "lowerdir=" + lower + ",upperdir=" + upper() + ",workdir=" + folder.resolve("work") + OPTIONS;
        try (Fd base = kernel.files().open(folder.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            kernel.mounts().mountIn(base, "overlay", "merged", "overlay", 0, options);
        }
        return this;
    }

    Path upper() {
        return folder.resolve("upper");
    }

    Path merged() {
        return folder.resolve("merged");
    }

    /** The upper folder as what changed. */
    ChangedTree changed() {
        return new ChangedTree(upper(), dev.wharf.archive.Whiteouts.OVERLAY, lowers);
    }

    /** The layers for a tree that stands on this one. */
    List<Path> withUpper() {
        List<Path> all = new ArrayList<>(List.of(upper()));
        all.addAll(lowers);
        return all;
    }

    @Override
    public void close() {
        kernel.mounts().unmount(merged().toString(), Flags.MNT_DETACH);
    }
}
