package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The folder holds the whole tree: what is deleted goes. */
final class PlainDeletions implements Deletions {
    private final FileCalls files;

    PlainDeletions(FileCalls files) {
        this.files = files;
    }

    @Override
    public void delete(Fd folder, String name) {
        FileTree.remove(files, folder, name);
    }

    /** There is nothing to take back. */
    @Override
    public void takeBack(Fd folder, String name) {}

    @Override
    public List<String> hideBelow(Fd folder, Predicate<String> keeps) {
        List<String> folders = new ArrayList<>();
        for (String name : files.list(folder)) {
            if (!keeps.test(name)) {
                FileTree.remove(files, folder, name);
            } else if (files.stat(folder, name).filter(FileStatus::isFolder).isPresent()) {
                folders.add(name);
            }
        }
        return folders;
    }
}
