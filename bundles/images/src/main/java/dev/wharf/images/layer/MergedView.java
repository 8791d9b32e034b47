package dev.wharf.images.layer;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a container would see at a path, found out without a mount: the folders of its layers, looked at top first. */
final class MergedView {
    private final List<Path> layers;
    private final Erasures erasures;

    /**
     * A view of layers.
     *
     * @param layers their folders, top first
     */
    MergedView(List<Path> layers, Erasures erasures) {
        this.layers = List.copyOf(layers);
        this.erasures = erasures;
    }

    /** What is seen at a path. */
    sealed interface Seen {}

    /** Nothing. */
    record Absent() implements Seen {}

    /**
     * Anything but a folder.
     *
     * @param path where it lies
     */
    record Leaf(Path path) implements Seen {}

    /**
     * A folder.
     *
     * @param parts the folders that it is merged from, top first; the first one gives its attributes
     */
    record Folder(List<Path> parts) implements Seen {}

    /**
     * Looks a path up. A symbolic link on the way is a leaf and never followed.
     *
     * @param path names from the root on
     */
    Seen at(List<String> path) {
        Seen seen = new Folder(layers);
        for (String name : path) {
            seen = seen instanceof Folder folder ? within(folder, name) : new Absent();
        }
        return seen;
    }

    private Seen within(Folder folder, String name) {
        List<Path> parts = new ArrayList<>();
        for (Path part : folder.parts()) {
            Path candidate = part.resolve(name);
            if (erasures.isErased(part, name)) {
                break;
            }
            if (Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)) {
                parts.add(candidate);
                if (erasures.isOpaque(candidate)) {
                    break;
                }
            } else if (Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
                return parts.isEmpty() ? new Leaf(candidate) : new Folder(parts);
            }
        }
        return parts.isEmpty() ? new Absent() : new Folder(parts);
    }
}
