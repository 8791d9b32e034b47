package dev.wharf.graphdriver.aufs;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What AUFS shows of branches that hold files and folders, by the rules of aufs(5). */
final class Union {
    private static final String WHITEOUT = ".wh.";

    private Union() {}

    /** Makes a folder hold just that. */
    static void show(List<Path> branches, Path folder) {
        Kernel kernel = Linux.kernel();
        try (Fd opened = kernel.files().open(folder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            kernel.files().list(opened).forEach(each -> FileTree.remove(kernel.files(), opened, each));
        }
        copy(branches, folder);
    }

    private static void copy(List<Path> folders, Path target) {
        entries(folders).forEach((name, found) -> {
            Path path = target.resolve(name);
            try {
                Files.copy(found.get(0), path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (Files.isDirectory(path)) {
                copy(found, path);
            }
        });
    }

    /** For each name the files or folders that make it, from the top. */
    private static Map<String, List<Path>> entries(List<Path> folders) {
        Map<String, List<Path>> found = new TreeMap<>();
        Set<String> closed = new HashSet<>();
        for (Path folder : folders) {
            List<String> names = names(folder);
            names.stream()
                    .filter(each -> !each.startsWith(WHITEOUT) && !closed.contains(each))
                    .forEach(each -> add(found, closed, folder.resolve(each)));
            names.stream()
                    .filter(each -> each.startsWith(WHITEOUT))
                    .forEach(each -> closed.add(each.substring(WHITEOUT.length())));
            if (names.contains(".wh..wh..opq")) {
                break;
            }
        }
        return found;
    }

    private static void add(Map<String, List<Path>> found, Set<String> closed, Path path) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path) || !found.containsKey(name)) {
            found.computeIfAbsent(name, each -> new ArrayList<>()).add(path);
        }
        if (!Files.isDirectory(path)) {
            closed.add(name);
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
