package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The entries of a tar, one after the other. Understands ustar, GNU tar's long names, big numbers and sparse files, and
 * pax; global pax headers are passed over, as Docker does. Everything else is refused, as is a name that leaves the root.
 *
 * <pre>{@code
 * try (var entries = new ArchiveEntries(Compression.decompressed(in))) {
 *     for (Optional<ArchiveEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
 *         ... entries.content() ...
 *     }
 * }
 * }</pre>
 *
 * <p>For one thread at a time.
 */
public final class ArchiveEntries implements AutoCloseable {
    /** Go's archive/tar has the same bound for what is not content. */
    private static final int LONGEST_SPECIAL = 1 << 20;

    private final TarInput in;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private final TarHeader header = new TarHeader(block);
    private EntryContent content;
    private boolean ended;

    /** Reads a tar that is not compressed, or not any more. */
    public ArchiveEntries(InputStream tar) {
        this(tar, TarRecord.NONE);
    }

    /** Reads a tar, and tells of all bytes but the contents of entries that are read. */
    ArchiveEntries(InputStream tar, TarRecord record) {
        this.in = new TarInput(requireNonNull(tar, "tar"), record);
        this.content = EntryContent.none(in);
    }

    /**
     * Goes to the next entry, passing over what is left of the content of the current one.
     *
     * @return its head, or empty at the end of the archive; there may be bytes behind it
     * @throws ArchiveException when the tar is broken or cannot be read
     */
    public Optional<ArchiveEntry> next() {
        try {
            content.finish();
            return ended ? Optional.empty() : readEntry();
        } catch (IOException e) {
            throw new ArchiveException("invalid tar: " + e.getMessage(), e);
        }
    }

    /**
     * The content of the current entry, with zeros where a sparse file has holes. It ends with the entry, and gives
     * nothing any more after {@link #next}. Closing it has no effect.
     */
    public InputStream content() {
        return content;
    }

    /** Closes the stream that was given. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what lies behind the end of the archive. */
    void skipRest() throws IOException {
        in.skipRest();
    }

    /** Where the content belongs in a sparse file, and the content without zeros for its holes. */
    EntryContent storedContent() {
        return content;
    }

    private Optional<ArchiveEntry> readEntry() throws IOException {
        var head = new EntryHead(header);
        while (readHeader()) {
            switch (header.type()) {
                case 'x', 'X' -> head.add(PaxRecords.parse(special()));
                case 'g' -> special();
                case 'L' -> head.longName(special());
                case 'K' -> head.longLinkName(special());
                default -> {
                    SparseMap map = sparseMap(head);
                    content = new EntryContent(in, map);
                    return Optional.of(head.entry(map.size()));
                }
            }
        }
        ended = true;
        if (head.isBegun()) {
            throw new ArchiveException("invalid tar header: extended header without an entry");
        }
        return Optional.empty();
    }

    /** Reads a header; false at two blocks of zeros or at the end of the stream. */
    private boolean readHeader() throws IOException {
        if (!in.readBlock(block)) {
            return false;
        }
        if (!header.isZero()) {
            header.checked();
            return true;
        }
        if (in.readBlock(block) && !header.isZero()) {
            throw new ArchiveException("invalid tar header: zeros in front of an entry");
        }
        return false;
    }

    private byte[] special() throws IOException {
        long size = header.size();
        if (size > LONGEST_SPECIAL) {
            throw new ArchiveException("invalid tar header: extended header of " + size + " bytes");
        }
        return in.readPadded((int) size);
    }

    private SparseMap sparseMap(EntryHead head) throws IOException {
        if (head.type() != EntryType.FILE) {
            return SparseMap.dense(0);
        }
        return header.type() == 'S'
                ? SparseMap.ofOldGnu(header, head.storedSize(), in)
                : SparseMap.ofPax(head.pax(), head.storedSize(), in);
    }
}
