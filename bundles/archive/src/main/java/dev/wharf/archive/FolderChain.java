package dev.wharf.archive;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The open folders on the way from the root of a layer to the folder that was used last: neighbours in a tar lie in one
 * folder, or have most of their way in common. For one thread.
 */
final class FolderChain implements AutoCloseable {
    /** A deeper folder takes the descriptor of the one above it. */
    private static final int MOST_OPEN = 64;

    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;

    private final FileCalls files;
    private final Fd root;
    private final OpenFolder top;
    private final List<OpenFolder> open = new ArrayList<>();

    /** Begins at a folder, whose descriptor stays open. */
    FolderChain(FileCalls files, Fd root) {
        this.files = files;
        this.root = root;
        this.top = OpenFolder.of("", "", root, files);
    }

    /**
     * Opens a folder.
     *
     * @param missing is called with an open folder and the name of one in it that is not there, and makes it
     * @return the folder, which stays open until another one is asked for
     * @throws LinuxException ENOTDIR when something else is in the way
     */
    OpenFolder folder(String name, BiConsumer<OpenFolder, String> missing) {
        while (!last().leadsTo(name)) {
            closeLast();
        }
        while (last().name().length() < name.length()) {
            int start = last().name().isEmpty() ? 0 : last().name().length() + 1;
            int end = name.indexOf('/', start);
            append(name.substring(start, end < 0 ? name.length() : end), missing);
        }
        return last();
    }

    private OpenFolder last() {
        return open.isEmpty() ? top : open.get(open.size() - 1);
    }

    private void append(String base, BiConsumer<OpenFolder, String> missing) {
        OpenFolder parent = last();
        OpenFolder child = openOrMake(parent, base, missing);
        if (open.size() == MOST_OPEN) {
            closeLast();
        }
        open.add(child);
    }

    private OpenFolder openOrMake(OpenFolder parent, String base, BiConsumer<OpenFolder, String> missing) {
        try {
            return open(parent, base);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                throw e;
            }
            missing.accept(parent, base);
            return open(parent, base);
        }
    }

    private OpenFolder open(OpenFolder parent, String base) {
        String name = EntryNames.join(parent.name(), base);
        try {
            Fd child = files.openIn(parent.fd(), base, FOLDER | Flags.O_NOFOLLOW, 0);
            return OpenFolder.of(name, parent.realNameOf(base), child, files);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOTDIR) && !e.is(Errno.ELOOP)) {
                throw e;
            }
            return openLink(name, parent.realNameOf(base));
        }
    }

    /** A symbolic link starts at the root, and only the kernel knows where it ends. */
    private OpenFolder openLink(String name, String link) {
        Fd folder = files.openIn(root, link, FOLDER, 0);
        return OpenFolder.of(name, realName(folder), folder, files);
    }

    private String realName(Fd folder) {
        try (Fd descriptors = files.open("/proc/self/fd", FOLDER, 0)) {
            String rootPath = files.readlink(descriptors, Integer.toString(root.number()));
            String path = files.readlink(descriptors, Integer.toString(folder.number()));
            return path.substring(rootPath.equals("/") ? 1 : Math.min(path.length(), rootPath.length() + 1));
        } catch (LinuxException e) {
            folder.close();
            throw e;
        }
    }

    private void closeLast() {
        open.remove(open.size() - 1).fd().close();
    }

    /** Forgets all folders: what was under their names may have changed. */
    void forget() {
        while (!open.isEmpty()) {
            closeLast();
        }
    }

    @Override
    public void close() {
        forget();
    }
}
