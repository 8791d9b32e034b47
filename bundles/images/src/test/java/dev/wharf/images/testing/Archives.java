package dev.wharf.images.testing;

import dev.wharf.archive.ArchiveEntries;
import dev.wharf.archive.ArchiveEntry;
import dev.wharf.archive.EntryType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what archives hold. */
public final class Archives {
    private Archives() {}

    /** The files, in order. */
    public static Map<String, byte[]> files(byte[] tar) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        var entries = new ArchiveEntries(new ByteArrayInputStream(tar));
        try {
            for (Optional<ArchiveEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                if (entry.get().type() == EntryType.FILE) {
                    files.put(entry.get().name(), entries.content().readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The symbolic links with their targets, in order. */
    public static Map<String, String> links(byte[] tar) {
        Map<String, String> links = new LinkedHashMap<>();
        var entries = new ArchiveEntries(new ByteArrayInputStream(tar));
        for (Optional<ArchiveEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
            if (entry.get().type() == EntryType.SYMLINK) {
                links.put(entry.get().name(), entry.get().linkTarget());
            }
        }
        return links;
    }
}
