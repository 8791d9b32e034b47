package dev.wharf.images.testing;

import dev.wharf.archive.ArchiveEntries;
import dev.wharf.archive.ArchiveEntry;
import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.Compression;
import dev.wharf.archive.UnpackedLayer;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.SnapshotTree;
import dev.wharf.images.layer.TarUnpacking;
import dev.wharf.images.layer.Unpacking;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    public UnpackedLayer unpack(InputStream tar, SnapshotTree tree, OutputStream recipe) {
        count.incrementAndGet();
        try {
            byte[] plain = Compression.decompressed(tar).readAllBytes();
            var entries = new ArchiveEntries(new ByteArrayInputStream(plain));
            long size = 0;
            Optional<ArchiveEntry> entry = entries.next();
            while (entry.isPresent()) {
                size += entry.get().size();
                write(entry.get(), entries.content(), tree.folder().path());
                entry = entries.next();
            }
            recipe.write(plain);
            return new UnpackedLayer(Digest.of(plain).toString(), plain.length, size);
        } catch (ArchiveException e) {
            throw TarUnpacking.translate(e);
        } catch (EOFException e) {
            throw TarUnpacking.translate(new ArchiveException("ends early", e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path path = folder.resolve(entry.name());
        switch (entry.type()) {
            case FILE -> {
                String name = String.valueOf(path.getFileName());
                if (name.startsWith(".wh.")) {
                    Files.deleteIfExists(path.resolveSibling(name.substring(".wh.".length())));
                    return;
                }
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
