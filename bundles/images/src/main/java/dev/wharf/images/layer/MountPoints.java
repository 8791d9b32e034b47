package dev.wharf.images.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the empty folders and files that every container gets something mounted on, as the init layer of Docker 1.9 does
 * ({@code daemon/daemon_unix.go}, {@code setupInitLayer}). What the image has stays, with one exception, also Docker's: a
 * link or device at the place of a mount point, or on the way to it, gives way, so that no mount lands elsewhere.
 */
final class MountPoints {
    private static final List<String> FOLDERS = List.of("dev", "dev/pts", "dev/shm", "proc", "sys");
    private static final List<String> FILES =
            List.of("dev/console", "etc/hostname", "etc/hosts", "etc/resolv.conf", ".dockerenv");
    private static final String MTAB = "etc/mtab";
    private static final Path MTAB_TARGET = Path.of("/proc/mounts");
    private static final String FOLDER_MODE = "rwxr-xr-x";
    private static final String FILE_MODE = "rw-r--r--";

    private final MergedView view;
    private final Path top;

    /** Folders that were made over one of the image, with that one, whose attributes they take in the end. */
    private final Map<Path, Path> copies = new LinkedHashMap<>();

    /**
     * Makes mount points in a folder.
     *
     * @param view what is there
     * @param top the topmost folder of the view, which is written to
     */
    MountPoints(MergedView view, Path top) {
        this.view = view;
        this.top = top;
    }

    void make() throws IOException {
        copyTo(top, view.at(List.of()));
        for (String path : FOLDERS) {
            folder(List.of(path.split("/", -1)));
        }
        for (String path : FILES) {
            file(List.of(path.split("/", -1)));
        }
        link(List.of(MTAB.split("/", -1)));
        for (Map.Entry<Path, Path> copy : innermostFirst()) {
            copyAttributes(copy.getValue(), copy.getKey());
        }
    }

    private void folder(List<String> path) throws IOException {
        for (int depth = 1; depth <= path.size(); depth++) {
            List<String> part = path.subList(0, depth);
            if (!(view.at(part) instanceof MergedView.Folder)) {
                Path made = cleared(part);
                Files.createDirectory(made);
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(FOLDER_MODE));
            }
        }
    }

    private void file(List<String> path) throws IOException {
        MergedView.Seen seen = view.at(path);
        boolean isThere = seen instanceof MergedView.Folder
                || (seen instanceof MergedView.Leaf leaf
                        && Files.isRegularFile(leaf.path(), LinkOption.NOFOLLOW_LINKS));
        if (!isThere) {
            folder(path.subList(0, path.size() - 1));
            Path made = cleared(path);
            Files.createFile(made);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(FILE_MODE));
        }
    }

    private void link(List<String> path) throws IOException {
        MergedView.Seen seen = view.at(path);
        boolean isThere = seen instanceof MergedView.Folder
                || (seen instanceof MergedView.Leaf leaf
                        && Files.isSymbolicLink(leaf.path())
                        && Files.readSymbolicLink(leaf.path()).equals(MTAB_TARGET));
        if (!isThere) {
            folder(path.subList(0, path.size() - 1));
            Files.createSymbolicLink(cleared(path), MTAB_TARGET);
        }
    }

    /** A free place in the topmost folder, whose parent is there. */
    private Path cleared(List<String> path) throws IOException {
        Path parent = top;
        for (int depth = 1; depth < path.size(); depth++) {
            parent = parent.resolve(path.get(depth - 1));
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                MergedView.Seen below = view.at(path.subList(0, depth));
                Files.createDirectory(parent);
                copyTo(parent, below);
            }
        }
        Path place = parent.resolve(path.get(path.size() - 1));
        Files.deleteIfExists(place);
        return place;
    }

    private void copyTo(Path made, MergedView.Seen below) {
        if (below instanceof MergedView.Folder folder) {
            folder.parts().stream()
                    .filter(part -> !part.equals(made))
                    .findFirst()
                    .ifPresent(part -> copies.put(made, part));
        }
    }

    private List<Map.Entry<Path, Path>> innermostFirst() {
        List<Map.Entry<Path, Path>> order = new ArrayList<>(copies.entrySet());
        order.sort((one, other) ->
                Integer.compare(other.getKey().getNameCount(), one.getKey().getNameCount()));
        return order;
    }

    private static void copyAttributes(Path from, Path to) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(from, "unix:uid,gid,mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        for (String name : List.of("uid", "gid", "mode")) {
            Files.setAttribute(to, "unix:" + name, attributes.get(name), LinkOption.NOFOLLOW_LINKS);
        }
        if (attributes.get("lastModifiedTime") instanceof FileTime time) {
            Files.setLastModifiedTime(to, time);
        }
    }
}
