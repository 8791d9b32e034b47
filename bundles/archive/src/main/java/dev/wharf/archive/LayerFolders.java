package dev.wharf.archive;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The folders below the root of a layer, and what the layer brought and deleted in them. Keeps the descriptor of the folder
 * that was used last, since neighbours in a tar lie in one folder. For one thread.
 */
final class LayerFolders implements AutoCloseable {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;
    private static final int IMPLIED_MODE = 0755;

    private final FileCalls files;
    private final Fd root;
    private final Deletions deletions;
    private final LowerFolders lowers;

    /** Kept where the folder holds more than what the layer brought. */
    private final Optional<BroughtNames> brought;

    private boolean hasDeleted;
    private Optional<Fd> last = Optional.empty();
    private String lastName = "";

    LayerFolders(FileCalls files, Fd root, UnpackTarget target) {
        this.files = files;
        this.root = root;
        this.deletions = Deletions.of(target.whiteouts(), files);
        this.brought = target.whiteouts() == Whiteouts.NONE ? Optional.of(new BroughtNames()) : Optional.empty();
        this.lowers = new LowerFolders(files, target.below());
    }

    /**
     * The descriptor of a folder, which is made if it is not there. Valid until another folder is asked for.
     *
     * @throws ArchiveException when something else than a folder stands in the way
     */
    Fd folder(String name) {
        if (name.isEmpty()) {
            return root;
        }
        if (last.isEmpty() || !lastName.equals(name)) {
            Fd opened = openOrMake(name);
            close();
            last = Optional.of(opened);
            lastName = name;
        }
        return last.get();
    }

    private Fd openOrMake(String name) {
        try {
            return open(name);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                throw e;
            }
            for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
                makeImplied(name.substring(0, end));
            }
            makeImplied(name);
            return open(name);
        }
    }

    /** A child of the folder used last is one step away, unless it is a symbolic link, which starts at the root. */
    private Fd open(String name) {
        if (last.isPresent() && lastName.equals(EntryNames.folder(name))) {
            try {
                return files.openIn(last.get(), EntryNames.base(name), FOLDER | Flags.O_NOFOLLOW, 0);
            } catch (LinuxException e) {
                if (!e.is(Errno.ENOTDIR) && !e.is(Errno.ELOOP)) {
                    throw e;
                }
            }
        }
        return files.openIn(root, name, FOLDER, 0);
    }

    /** Makes a folder that the layer names only as part of a longer path, if it is not there; its parent is. */
    private void makeImplied(String name) {
        Fd parent = folder(EntryNames.folder(name));
        boolean returns = bring(parent, name);
        Optional<FileStatus> present = files.stat(parent, EntryNames.base(name));
        if (present.isEmpty()) {
            makeFolder(parent, name, IMPLIED_MODE, returns);
            lowers.find(name).ifPresent(lower -> imitate(lower, parent, EntryNames.base(name)));
        } else if (!present.get().isFolder()) {
            throw new ArchiveException("cannot unpack into \"" + name + "\": not a directory");
        }
    }

    private void imitate(FileStatus lower, Fd parent, String base) {
        files.attributes().chown(parent, base, lower.uid(), lower.gid());
        files.attributes().chmod(parent, base, lower.permissions());
    }

    /**
     * Notes that the layer brings a name, and takes away its whiteout if the layer has deleted it before.
     *
     * @return whether that was so
     */
    boolean bring(Fd parent, String name) {
        brought.ifPresent(names -> names.add(name));
        return hasDeleted && deletions.takeBack(parent, EntryNames.base(name));
    }

    /** Makes a folder; one that returns after its deletion hides what the deleted one held. */
    void makeFolder(Fd parent, String name, int mode, boolean returns) {
        String base = EntryNames.base(name);
        files.mkdir(parent, base, mode);
        if (returns) {
            try (Fd folder = files.openIn(parent, base, FOLDER, 0)) {
                deletions.hideBelow(folder, any -> true);
            }
        }
    }

    /** Deletes what lower layers hold under a name; what this layer brought stays. */
    void delete(String folderName, String base) {
        Fd folder = folder(folderName);
        if (!isBrought(folder, EntryNames.join(folderName, base))) {
            deletions.delete(folder, base);
            hasDeleted = true;
        }
    }

    /** Hides what lower layers hold in a folder; what this layer brought stays. */
    void makeOpaque(String name) {
        Deque<String> open = new ArrayDeque<>();
        open.add(name);
        while (!open.isEmpty()) {
            String each = open.remove();
            Fd folder = folder(each);
            for (String below : deletions.hideBelow(folder, base -> isBrought(folder, EntryNames.join(each, base)))) {
                open.add(EntryNames.join(each, below));
            }
        }
    }

    /** Makes room: removes what lies under a name, be it of this layer or from before. */
    void clear(Fd parent, String name) {
        FileTree.remove(files, parent, EntryNames.base(name));
    }

    /** Whether the layer brought a name, or something below it. */
    private boolean isBrought(Fd parent, String name) {
        return brought.map(names -> names.contains(name))
                .orElseGet(() -> files.stat(parent, EntryNames.base(name)).isPresent());
    }

    @Override
    public void close() {
        last.ifPresent(Fd::close);
        last = Optional.empty();
    }
}
