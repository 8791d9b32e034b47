package dev.wharf.images.testing;

import dev.wharf.archive.ArchiveEntries;
import dev.wharf.archive.ArchiveEntry;
import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.Compression;
import dev.wharf.archive.UnpackedLayer;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.TarUnpacking;
import dev.wharf.images.layer.Unpacking;
import dev.wharf.spi.graph.WritableFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Unpacks files, folders and symbolic links without root, and counts how often. */
public final class PlainUnpacking implements Unpacking {
    private final AtomicInteger count = new AtomicInteger();

    /** How many layers were unpacked. */
    public int count() {
        return count.get();
    }

    @Override
    public UnpackedLayer unpack(InputStream tar, WritableFolder folder, List<Path> below) {
        count.incrementAndGet();
        try {
            byte[] plain = Compression.decompressed(tar).readAllBytes();
            var entries = new ArchiveEntries(new ByteArrayInputStream(plain));
            long size = 0;
            Optional<ArchiveEntry> entry = entries.next();
            while (entry.isPresent()) {
                size += entry.get().size();
                write(entry.get(), entries.content(), folder.path());
                entry = entries.next();
            }
            return new UnpackedLayer(Digest.of(plain).toString(), plain.length, size);
        } catch (ArchiveException e) {
            throw TarUnpacking.translate(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path path = folder.resolve(entry.name());
        switch (entry.type()) {
            case FILE -> {
                Files.createDirectories(path.getParent());
                Files.write(path, content.readAllBytes());
            }
            case FOLDER -> Files.createDirectories(path);
            case SYMLINK -> {
                Files.createDirectories(path.getParent());
                Files.createSymbolicLink(path, Path.of(entry.linkTarget()));
            }
            default -> throw new ArchiveException("not for this fake: " + entry);
        }
    }
}
