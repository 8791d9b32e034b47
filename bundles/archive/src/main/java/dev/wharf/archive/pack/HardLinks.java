package dev.wharf.archive.pack;

import dev.wharf.linux.FileStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The first names of files that have several. For one thread. */
final class HardLinks {
    /** Beyond it, files are packed once for each of their names. */
    private static final int MOST_FILES = 200_000;

    private final Map<Inode, First> firsts = new HashMap<>();

    private record Inode(long device, long number) {}

    /** The first name, and how many names are still to come. */
    private record First(String name, long left) {}

    /** The name under which a file was packed before, if it was; else keeps this one. */
    Optional<String> earlier(FileStatus status, String name) {
        if (status.links() < 2 || status.isFolder()) {
            return Optional.empty();
        }
        var inode = new Inode(status.device(), status.inode());
        Optional<First> first = Optional.ofNullable(firsts.get(inode));
        if (first.isPresent()) {
            count(inode, first.get());
        } else if (firsts.size() < MOST_FILES) {
            firsts.put(inode, new First(name, status.links() - 1));
        }
        return first.map(First::name);
    }

    /** Forgets a file with its last name: the number may be given to another one. */
    private void count(Inode inode, First first) {
        if (first.left() == 1) {
            firsts.remove(inode);
        } else {
            firsts.put(inode, new First(first.name(), first.left() - 1));
        }
    }
}
