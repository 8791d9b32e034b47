package dev.wharf.archive;

import java.time.Instant;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Folders whose mode and time wait for the end, since they change while a folder is being filled. */
final class UnfinishedFolders {
    private static final long MOST_BYTES = 48L * 1024 * 1024;
    private static final int BYTES_PER_FOLDER = 160;

    private final TreeMap<String, Head> folders = new TreeMap<>();
    private long bytes;

    /**
     * What a folder is to have in the end.
     *
     * @param mode permission bits
     * @param modified time of the last change
     */
    record Head(int mode, Instant modified) {}

    /**
     * Notes a folder.
     *
     * @throws ArchiveException TOO_LARGE when it is one too many
     */
    void add(ArchiveEntry folder) {
        bytes += folder.name().length() + BYTES_PER_FOLDER;
        if (bytes > MOST_BYTES) {
            throw new ArchiveException(
                    ArchiveException.Kind.TOO_LARGE, "archive has more than " + folders.size() + " directories");
        }
        folders.put(folder.name(), new Head(folder.mode(), folder.modified()));
    }

    /** Forgets a folder that had to make room for something else, and all below it. */
    void remove(String name) {
        folders.remove(name);
        // All that begins with the name and a slash: the character behind the slash is '0'.
        folders.subMap(name + '/', name + '0').clear();
    }

    /** Gives all, neighbours one after the other. */
    void forEach(BiConsumer<String, Head> action) {
        folders.forEach(action);
    }
}
