package dev.wharf.archive;

import dev.wharf.linux.FileNames;
import dev.wharf.linux.Flags;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Puts together what a header and the extended headers before it say about an entry. */
final class EntryHead {
    /** The highest id says "leave as it is" to chown(2). */
    private static final long HIGHEST_ID = 0xfffffffeL;

    /** As in the kernel's include/linux/kdev_t.h: mknod(2) would cut off what is more. */
    private static final long HIGHEST_MAJOR = 0xfff;

    private static final long HIGHEST_MINOR = 0xfffff;

    private final TarHeader header;
    private PaxRecords pax = PaxRecords.NONE;
    private Optional<String> longName = Optional.empty();
    private Optional<String> longLinkName = Optional.empty();

    EntryHead(TarHeader header) {
        this.header = header;
    }

    void add(PaxRecords records) {
        pax = records;
    }

    void longName(byte[] text) {
        longName = Optional.of(untilNul(text));
    }

    void longLinkName(byte[] text) {
        longLinkName = Optional.of(untilNul(text));
    }

    /** Whether an extended header was there, so that an entry must follow. */
    boolean isBegun() {
        return pax != PaxRecords.NONE || longName.isPresent() || longLinkName.isPresent();
    }

    PaxRecords pax() {
        return pax;
    }

    /** Bytes of data behind the header of a file. */
    long storedSize() {
        return pax.number("size").orElseGet(header::size);
    }

    /** The entry, with its size as the map of its holes tells it. */
    ArchiveEntry entry(long size) {
        EntryType type = type();
        return new ArchiveEntry(
                EntryNames.clean(rawName()),
                type,
                header.mode(),
                id(pax.number("uid").orElseGet(header::uid)),
                id(pax.number("gid").orElseGet(header::gid)),
                size,
                pax.time("mtime").orElseGet(this::modified),
                linkTarget(type),
                device(type),
                pax.xattrs());
    }

    EntryType type() {
        char flag = header.type();
        return switch (flag) {
            case '\0' -> rawName().endsWith("/") ? EntryType.FOLDER : EntryType.FILE;
            case '0', '7', 'S' -> EntryType.FILE;
            case '1' -> EntryType.HARD_LINK;
            case '2' -> EntryType.SYMLINK;
            case '3' -> EntryType.CHARACTER_DEVICE;
            case '4' -> EntryType.BLOCK_DEVICE;
            case '5' -> EntryType.FOLDER;
            case '6' -> EntryType.FIFO;
            default -> throw new ArchiveException("unhandled tar header type " + (int) flag);
        };
    }

    private String rawName() {
        return pax.name("GNU.sparse.name")
                .or(() -> pax.name("path"))
                .or(() -> longName)
                .orElseGet(header::name);
    }

    private String linkTarget(EntryType type) {
        if (type != EntryType.SYMLINK && type != EntryType.HARD_LINK) {
            return "";
        }
        String target = pax.name("linkpath").or(() -> longLinkName).orElseGet(header::linkName);
        if (target.isEmpty() || target.indexOf('\0') >= 0) {
            throw new ArchiveException("invalid tar header: link target of \"" + rawName() + '"');
        }
        return type == EntryType.HARD_LINK ? EntryNames.clean(target) : target;
    }

    private Instant modified() {
        try {
            return Instant.ofEpochSecond(header.modifiedSeconds());
        } catch (DateTimeException e) {
            throw new ArchiveException("invalid tar header: mtime", e);
        }
    }

    private long device(EntryType type) {
        if (type != EntryType.CHARACTER_DEVICE && type != EntryType.BLOCK_DEVICE) {
            return 0;
        }
        long major = header.deviceMajor();
        long minor = header.deviceMinor();
        if (major > HIGHEST_MAJOR || minor > HIGHEST_MINOR) {
            throw new ArchiveException("invalid tar header: device number");
        }
        return Flags.device(major, minor);
    }

    private static int id(long id) {
        if (id > HIGHEST_ID) {
            throw new ArchiveException("invalid tar header: owner " + id);
        }
        return (int) id;
    }

    private static String untilNul(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return FileNames.decode(Arrays.copyOf(data, end));
    }
}
