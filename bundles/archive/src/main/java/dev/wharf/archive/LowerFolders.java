package dev.wharf.archive;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folders of the layers below the one that is unpacked. */
final class LowerFolders {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;

    private final FileCalls files;
    private final List<Path> layers;

    /** Knows layers, the uppermost first. */
    LowerFolders(FileCalls files, List<Path> layers) {
        this.files = files;
        this.layers = layers;
    }

    /** What is known about a folder in the uppermost layer that has its name; empty when that layer has something else. */
    Optional<FileStatus> find(String name) {
        return layers.stream()
                .flatMap(layer -> statusIn(layer, name).stream())
                .findFirst()
                .filter(FileStatus::isFolder);
    }

    private Optional<FileStatus> statusIn(Path layer, String name) {
        try (Fd root = files.open(layer.toString(), FOLDER, 0);
                Fd folder = files.openIn(root, EntryNames.folder(name), FOLDER, 0)) {
            return files.stat(folder, EntryNames.base(name));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
