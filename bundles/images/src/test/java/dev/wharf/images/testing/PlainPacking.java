package dev.wharf.images.testing;

import dev.wharf.engine.api.container.Change;
import dev.wharf.images.layer.Packing;
import dev.wharf.images.layer.SnapshotTree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares whole trees of plain files and folders, and packs what differs, without root. */
public final class PlainPacking implements Packing {

    @Override
    public void pack(SnapshotTree tree, OutputStream tar) throws IOException {
        Path folder = tree.folder().path();
        var packed = new Tar();
        for (Change change : changes(tree)) {
            String name = change.path().substring(1);
            if (change.kind() == Change.Kind.DELETED) {
                int slash = name.lastIndexOf('/') + 1;
                packed.file(name.substring(0, slash) + ".wh." + name.substring(slash), "");
            } else if (Files.isDirectory(folder.resolve(name))) {
                packed.folder(name);
            } else {
                packed.file(name, Files.readAllBytes(folder.resolve(name)));
            }
        }
        tar.write(packed.bytes());
    }

    @Override
    public List<Change> changes(SnapshotTree tree) {
        Map<String, String> now = content(tree.folder().path());
        Map<String, String> before =
                tree.below().isEmpty() ? Map.of() : content(tree.below().get(0));
        List<Change> changes = new ArrayList<>();
        now.forEach((path, content) -> {
            if (!before.containsKey(path)) {
                changes.add(new Change(path, Change.Kind.ADDED));
            } else if (!content.equals(before.get(path))) {
                changes.add(new Change(path, Change.Kind.MODIFIED));
            }
        });
        before.keySet().stream()
                .filter(path -> !now.containsKey(path))
                .forEach(path -> changes.add(new Change(path, Change.Kind.DELETED)));
        changes.sort((one, other) -> one.path().compareTo(other.path()));
        return changes;
    }

    private static Map<String, String> content(Path folder) {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.skip(1).toList()) {
                boolean isFile = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                content.put("/" + folder.relativize(path), isFile ? "file " + Files.readString(path) : "other");
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
