package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FolderEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One folder as the layers below together show it. */
final class LowerFolder implements AutoCloseable {
    private final FileCalls files;
    private final Optional<LayerStyle> style;

    /** By number of the layer, the uppermost first. */
    private final Map<Integer, Fd> folders = new LinkedHashMap<>();

    LowerFolder(FileCalls files, Optional<LayerStyle> style) {
        this.files = files;
        this.style = style;
    }

    /** Takes what a layer has there, and closes it in the end. */
    void add(int layer, Fd folder) {
        folders.put(layer, folder);
    }

    /**
     * What is visible under a name.
     *
     * @param status of the uppermost
     * @param layers that have a folder there and show it, by number
     */
    record Found(FileStatus status, List<Integer> layers) {}

    /** Whether no layer has such a folder. */
    boolean isEmpty() {
        return folders.isEmpty();
    }

    /** The uppermost folder itself; there must be one. */
    Comparison.Side top() {
        Fd top = folders.values().iterator().next();
        return new Comparison.Side(top, "", files.stat(top, "").orElseThrow());
    }

    /** What is visible under a name. */
    Optional<Found> find(String name) {
        Optional<FileStatus> first = Optional.empty();
        List<Integer> found = new ArrayList<>();
        for (Map.Entry<Integer, Fd> layer : folders.entrySet()) {
            Fd folder = layer.getValue();
            Optional<FileStatus> status = files.stat(folder, name);
            if (isDeleted(folder, name, status)) {
                break;
            }
            first = first.isPresent() ? first : status;
            if (status.filter(FileStatus::isFolder).isPresent()) {
                found.add(layer.getKey());
            }
            if (status.isPresent() && endsSearch(folder, name, status.get())) {
                break;
            }
        }
        return first.map(status -> new Found(status, found));
    }

    private boolean isDeleted(Fd folder, String name, Optional<FileStatus> status) {
        return style.filter(each -> each.deletes(folder, name, status)).isPresent();
    }

    private boolean endsSearch(Fd folder, String name, FileStatus status) {
        return !status.isFolder()
                || style.filter(each -> each.isOpaque(folder, name)).isPresent();
    }

    /** All visible names. */
    Set<String> names() {
        Set<String> visible = new TreeSet<>();
        Set<String> deleted = new HashSet<>();
        for (Fd folder : folders.values()) {
            Set<String> deletedHere = new HashSet<>();
            for (FolderEntry entry : files.entries(folder)) {
                Optional<String> target = style.flatMap(each -> each.deletedBy(folder, entry));
                target.ifPresent(deletedHere::add);
                if (target.isEmpty() && !isMeta(entry.name()) && !deleted.contains(entry.name())) {
                    visible.add(entry.name());
                }
            }
            deleted.addAll(deletedHere);
        }
        return visible;
    }

    private boolean isMeta(String name) {
        return style.filter(each -> each.isMeta(name)).isPresent();
    }

    @Override
    public void close() {
        folders.values().forEach(Fd::close);
    }
}
