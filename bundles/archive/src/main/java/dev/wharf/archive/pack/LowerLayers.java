package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.FolderWalk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The layers below a tree, held open; the uppermost has number 0. */
final class LowerLayers implements AutoCloseable {
    private final FileCalls files;
    private final Optional<LayerStyle> style;
    private final List<Fd> roots = new ArrayList<>();

    private LowerLayers(FileCalls files, Optional<LayerStyle> style) {
        this.files = files;
        this.style = style;
    }

    static LowerLayers of(FileCalls files, ChangedTree tree) {
        var layers = new LowerLayers(files, LayerStyle.of(tree.whiteouts(), files));
        boolean complete = false;
        try {
            tree.below().forEach(each -> layers.roots.add(openRoot(files, each)));
            complete = true;
        } finally {
            if (!complete) {
                layers.close();
            }
        }
        return layers;
    }

    static Fd openRoot(FileCalls files, Path folder) {
        return files.open(folder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0);
    }

    /** The numbers of all. */
    List<Integer> all() {
        return IntStream.range(0, roots.size()).boxed().toList();
    }

    /** How they say what is deleted; empty where they are whole trees. */
    Optional<LayerStyle> style() {
        return style;
    }

    /** Opens what some of them have at a path; one that has no folder there is passed over. */
    LowerFolder open(String path, List<Integer> layers) {
        var folder = new LowerFolder(files, style);
        boolean complete = false;
        try {
            for (int layer : layers) {
                FolderWalk.openIfThere(files, roots.get(layer), path).ifPresent(fd -> folder.add(layer, fd));
            }
            complete = true;
        } finally {
            if (!complete) {
                folder.close();
            }
        }
        return folder;
    }

    @Override
    public void close() {
        roots.forEach(Fd::close);
    }
}
