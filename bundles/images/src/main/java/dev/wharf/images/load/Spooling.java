package dev.wharf.images.load;

import dev.wharf.archive.ArchiveEntries;
import dev.wharf.archive.ArchiveEntry;
import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.Compression;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.images.layer.LayerContent;
import dev.wharf.images.layer.TarUnpacking;
import dev.wharf.images.layer.Unclosed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Copies the files of an archive to a folder, each under the next number, unless they are layers that are taken up. */
final class Spooling {
    private static final long RESERVE_BYTES = 64L * 1024 * 1024;
    private static final int BUFFER = 128 * 1024;
    private static final int MOST_ENTRIES = 100_000;

    private final Path folder;
    private final EarlyLayers early;
    private final Map<String, LayerContent> taken = new HashMap<>();
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER];
    private long allowance;
    private int entries = 0;

    private Spooling(Path folder, EarlyLayers early, long allowance) {
        this.folder = folder;
        this.early = early;
        this.allowance = allowance;
    }

    /**
     * Copies an archive, plain or compressed. Does not close the stream.
     *
     * @param early takes up layers meanwhile
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad archive, Internal when the host fails,
     *     Unavailable when the thread is interrupted
     */
    static SpooledArchive of(InputStream archive, Path folder, EarlyLayers early) {
        try (ArchiveEntries entries = new ArchiveEntries(Compression.decompressed(new Unclosed(archive)))) {
            var spooling =
                    new Spooling(folder, early, Files.getFileStore(folder).getUsableSpace() - RESERVE_BYTES);
            Optional<ArchiveEntry> entry = entries.next();
            while (entry.isPresent()) {
                spooling.add(entry.get(), entries);
                entry = entries.next();
            }
            return spooling.archive();
        } catch (ArchiveException e) {
            throw TarUnpacking.translate(e);
        } catch (IOException e) {
            throw new Internal("cannot spool an archive: " + e.getMessage(), e);
        }
    }

    private void add(ArchiveEntry entry, ArchiveEntries archive) throws IOException {
        if (++entries > MOST_ENTRIES) {
            throw new InvalidArgument("invalid archive: more than " + MOST_ENTRIES + " entries");
        }
        String name = entry.name();
        files.remove(name);
        taken.remove(name);
        links.remove(name);
        switch (entry.type()) {
            case FILE -> file(name, archive.content());
            case SYMLINK -> links.put(name, SpooledArchive.cleaned(target(entry)));
            case HARD_LINK -> links.put(name, entry.linkTarget());
            case FOLDER, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {
                // No layout has them, and they carry nothing.
            }
        }
    }

    private void file(String name, InputStream content) throws IOException {
        Optional<LayerContent> layer = early.take(name, content);
        if (layer.isPresent()) {
            taken.put(name, layer.get());
            return;
        }
        Path file = copied(content);
        files.put(name, file);
        if (early.isIndex(name)) {
            early.learn(name, SpooledArchive.document(name, file));
        }
    }

    private SpooledArchive archive() {
        return new SpooledArchive(files, taken, links);
    }

    private static String target(ArchiveEntry link) {
        String target = link.linkTarget();
        return target.startsWith("/") ? target : link.folderName() + '/' + target;
    }

    private Path copied(InputStream content) throws IOException {
        Path file = folder.resolve(Integer.toString(entries));
        try (OutputStream out = Files.newOutputStream(file)) {
            int length = read(content);
            while (length >= 0) {
                allowance -= length;
                if (allowance < 0) {
                    throw new Internal("Error processing tar file: no space left on device");
                }
                out.write(buffer, 0, length);
                length = read(content);
            }
        }
        return file;
    }

    private int read(InputStream content) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Unavailable("interrupted");
        }
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new InvalidArgument("Error processing tar file: " + e.getMessage(), e);
        }
    }
}
