package dev.wharf.archive;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.util.List;
import java.util.function.Predicate;

/** Empty files with the names that aufs and layer tars have for whiteouts. */
final class AufsDeletions implements Deletions {
    private static final int MODE = 0444;

    private final FileCalls files;

    AufsDeletions(FileCalls files) {
        this.files = files;
    }

    @Override
    public void delete(Fd folder, String name) {
        mark(folder, ".wh." + name);
    }

    @Override
    public boolean takeBack(Fd folder, String name) {
        boolean isDeleted = files.stat(folder, ".wh." + name).isPresent();
        if (isDeleted) {
            files.unlink(folder, ".wh." + name, 0);
        }
        return isDeleted;
    }

    @Override
    public List<String> hideBelow(Fd folder, Predicate<String> keeps) {
        mark(folder, ".wh..wh..opq");
        return List.of();
    }

    private void mark(Fd folder, String name) {
        try {
            files.mknod(folder, name, Flags.S_IFREG | MODE, 0);
        } catch (LinuxException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
        }
    }
}
