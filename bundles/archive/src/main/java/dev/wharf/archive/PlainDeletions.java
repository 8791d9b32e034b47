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

    /** What was deleted is simply not there. */
    @Override
    public boolean takeBack(Fd folder, String name) {
        return false;
    }

    @Override
    public List<String> hideBelow(Fd folder, Predicate<String> keeps) {
        List<String> folders = new ArrayList<>();
        files.list(folder, names -> {
            names.stream().filter(keeps).filter(name -> isFolder(folder, name)).forEach(folders::add);
            names.stream().filter(keeps.negate()).forEach(name -> FileTree.remove(files, folder, name));
        });
        return folders;
    }

    private boolean isFolder(Fd folder, String name) {
        return files.stat(folder, name).filter(FileStatus::isFolder).isPresent();
    }
}
