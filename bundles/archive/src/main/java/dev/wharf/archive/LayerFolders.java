package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The folders below the root of a layer, and what the layer brought and deleted in them. For one thread. */
final class LayerFolders implements AutoCloseable {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;
    private static final int IMPLIED_MODE = 0755;

    private final FileCalls files;
    private final Fd root;
    private final Deletions deletions;
    private final LowerFolders lowers;
    private final FolderChain chain;
    private final Optional<LayerRecipe> recipe;

    /** Kept where the folder holds more than what the layer brought. Real names. */
    private final Optional<BroughtNames> brought;

    private boolean hasDeleted;

    /** Whether something was removed, perhaps an open folder. */
    private boolean hasRemoved;

    LayerFolders(FileCalls files, Unpacking unpacking) {
        UnpackTarget target = unpacking.target();
        this.files = files;
        this.root = unpacking.root();
        this.deletions = Deletions.of(target.whiteouts(), files);
        this.brought = target.whiteouts() == Whiteouts.NONE ? Optional.of(new BroughtNames()) : Optional.empty();
        this.lowers = new LowerFolders(files, target.below());
        this.chain = new FolderChain(files, root);
        this.recipe = unpacking.recipe();
    }

    /**
     * A folder, which is made if it is not there. Open until another one is asked for.
     *
     * @throws ArchiveException when something else than a folder stands in the way
     */
    OpenFolder folder(String name) {
        if (hasRemoved) {
            chain.forget();
            hasRemoved = false;
        }
        return chain.folder(name, this::makeImplied);
    }

    /** Whether there were no folders before the layer came. */
    boolean areNew() {
        return brought.isEmpty();
    }

    /** The folder of the layer. */
    Fd root() {
        return root;
    }

    /** Goes to the place of an entry, and notes that the layer brings it. */
    EntryPlace place(ArchiveEntry entry) {
        OpenFolder folder = folder(entry.folderName());
        String base = entry.baseName();
        boolean isTaken =
                brought.map(names -> !names.add(folder.realNameOf(base))).orElse(true);
        return new EntryPlace(folder, base, takeBack(folder, base), isTaken);
    }

    private boolean takeBack(OpenFolder parent, String base) {
        return hasDeleted && deletions.takeBack(parent.fd(), base);
    }

    /** Makes a folder that the layer names only as part of a longer path. */
    private void makeImplied(OpenFolder parent, String base) {
        brought.ifPresent(names -> names.add(parent.realNameOf(base)));
        boolean returns = takeBack(parent, base);
        String name = EntryNames.join(parent.name(), base);
        Optional<FileStatus> present = files.stat(parent.fd(), base);
        if (present.isEmpty()) {
            makeFolder(new EntryPlace(parent, base, returns, true), IMPLIED_MODE);
            lowers.find(name).ifPresent(lower -> imitate(lower, parent.fd(), base));
        } else if (!present.get().isFolder()) {
            throw new ArchiveException("cannot unpack into \"" + name + "\": not a directory");
        }
    }

    private void imitate(FileStatus lower, Fd parent, String base) {
        files.attributes().chown(parent, base, lower.uid(), lower.gid());
        files.attributes().chmod(parent, base, lower.permissions());
    }

    /** Makes a folder; one that returns after its deletion hides what the deleted one held. */
    void makeFolder(EntryPlace place, int mode) {
        files.mkdir(place.fd(), place.base(), mode);
        if (place.returns()) {
            try (Fd folder = files.openIn(place.fd(), place.base(), FOLDER, 0)) {
                deletions.hideBelow(folder, any -> true);
            }
        }
    }

    /** Deletes what lower layers hold under a name; what this layer brought stays. */
    void delete(String folderName, String base) {
        OpenFolder folder = folder(folderName);
        if (!isBrought(folder, base)) {
            deletions.delete(folder.fd(), base);
            hasDeleted = true;
            hasRemoved = true;
        }
    }

    /** Hides what lower layers hold in a folder; what this layer brought stays. */
    void makeOpaque(String name) {
        Deque<String> open = new ArrayDeque<>();
        open.add(name);
        while (!open.isEmpty()) {
            String each = open.remove();
            OpenFolder folder = folder(each);
            deletions.hideBelow(folder.fd(), base -> ReservedNames.has(base) || isBrought(folder, base)).stream()
                    .filter(below -> !ReservedNames.has(below))
                    .forEach(below -> open.add(EntryNames.join(each, below)));
        }
        hasRemoved = true;
    }

    /** Makes room for an entry: removes what lies in its place, be it of this layer or from before. */
    void clear(EntryPlace place) {
        hasRemoved = true;
        if (place.isTaken() && recipe.isPresent()) {
            recipe.get().rescue(place);
        } else {
            FileTree.remove(files, place.fd(), place.base());
        }
    }

    /** Removes something at the root of which the layer had no need but while it was unpacked. */
    void clear(String name) {
        OpenFolder top = folder("");
        if (isBrought(top, name)) {
            clear(new EntryPlace(top, name, false, true));
        }
    }

    /** Whether the layer brought a name, or something below it. */
    private boolean isBrought(OpenFolder parent, String base) {
        return brought.map(names -> names.contains(parent.realNameOf(base)))
                .orElseGet(() -> files.stat(parent.fd(), base).isPresent());
    }

    @Override
    public void close() {
        chain.close();
    }
}
