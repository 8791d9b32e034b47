package dev.wharf.archive.pack;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import java.io.IOException;
import java.util.Optional;

/**
 * Packs files, folders, links and nodes, one entry each. Sockets are left out, as is what goes meanwhile. For one thread.
 */
final class EntryPacker {
    private final EntryReader reader;
    private final TarOutput out;
    private final HeadWriter heads;
    private final HardLinks links = new HardLinks();
    private final Times times;

    /** How exactly times are told. */
    enum Times {
        /** To the nanosecond, in a pax header for most entries. */
        EXACT,
        /** In seconds, as Docker since 1.10 has them (pkg/archive/archive.go, FileInfoHeader): half the bytes per head. */
        SECONDS
    }

    EntryPacker(EntryReader reader, TarOutput out, Times times) {
        this.reader = reader;
        this.out = out;
        this.heads = new HeadWriter(out);
        this.times = times;
    }

    /**
     * Packs what a folder has under a name; an empty name means the folder itself. The entry's name has no slash at its
     * end.
     *
     * @return whether it is a folder
     */
    boolean pack(String entryName, Fd folder, String name) throws IOException {
        Optional<ReadEntry> found = reader.read(folder, name);
        if (found.isEmpty()) {
            return false;
        }
        try (ReadEntry entry = found.get()) {
            pack(entryName, entry);
            return entry.status().isFolder();
        }
    }

    /** Packs what was read. */
    void pack(String entryName, ReadEntry entry) throws IOException {
        FileStatus status = entry.status();
        Optional<String> earlier = links.earlier(status, entryName);
        if (earlier.isPresent()) {
            packHead(TarHead.of(entryName, '1', status).withLinkName(earlier.get()));
            return;
        }
        String name = status.isFolder() ? entryName + "/" : entryName;
        packHead(TarHead.of(name, type(status), status)
                .withLinkName(entry.linkTarget())
                .withXattrs(entry.xattrs()));
        if (entry.content().isPresent()) {
            out.content(entry.content().get(), status.size());
        } else if (entry.file().isPresent()) {
            out.content(entry.file().get(), status);
        }
    }

    /** Packs a head without content. */
    void packHead(TarHead head) throws IOException {
        heads.write(times == Times.EXACT ? head : head.withWholeSeconds());
    }

    private static char type(FileStatus status) {
        return switch (status.type()) {
            case Flags.S_IFREG -> '0';
            case Flags.S_IFLNK -> '2';
            case Flags.S_IFCHR -> '3';
            case Flags.S_IFBLK -> '4';
            case Flags.S_IFDIR -> '5';
            case Flags.S_IFIFO -> '6';
            default -> throw new IllegalArgumentException("an entry cannot have the mode " + status.mode());
        };
    }
}
