package dev.wharf.images.layer;

import dev.wharf.engine.api.EngineException.Internal;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tars of layers are rebuilt from: a file for each layer of each graph driver, {@code driver/chain}. It is there
 * before the record of its layer, and goes after it. Thread-safe.
 */
public final class Recipes {
    private static final Logger LOG = LoggerFactory.getLogger(Recipes.class);
    private static final String DRAFTS = "drafts";
    private static final int BUFFER = 64 * 1024;

    private final Path root;

    /**
     * Works below a folder that belongs to this class alone.
     *
     * @param root made at first use, with mode 0700
     */
    public Recipes(Path root) {
        this.root = root;
    }

    /**
     * Removes what a crash left behind. To be called before the first use.
     *
     * @param isKnown whether there is a layer of a key
     */
    void sweep(Predicate<String> isKnown) {
        try {
            for (Path folder : entries(root)) {
                String driver = folder.getFileName().toString();
                for (Path file : entries(folder)) {
                    if (driver.equals(DRAFTS) || !isKnown.test(driver + '/' + file.getFileName())) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot tidy {}: {}", root, e.getMessage());
        }
    }

    /**
     * Begins a recipe.
     *
     * @throws Internal when the host fails
     */
    Draft draft() {
        try {
            return new Draft(Files.createTempFile(folder(DRAFTS), "recipe-", ""));
        } catch (IOException e) {
            throw new Internal("cannot write a recipe in " + root + ": " + e.getMessage(), e);
        }
    }

    /** Whether there is a recipe of a layer. */
    boolean has(String layerKey) {
        return Files.isRegularFile(root.resolve(layerKey));
    }

    /**
     * Opens a recipe. The caller closes it.
     *
     * @throws IOException when it is not there
     */
    InputStream open(String layerKey) throws IOException {
        return new BufferedInputStream(Files.newInputStream(root.resolve(layerKey)), BUFFER);
    }

    /** Removes a recipe; a failure is logged, and the next start tries again. */
    void remove(String layerKey) {
        try {
            Files.deleteIfExists(root.resolve(layerKey));
        } catch (IOException e) {
            LOG.warn("cannot remove the recipe of layer {}: {}", layerKey, e.getMessage());
        }
    }

    /** A recipe that is being written. It is gone when this is closed, unless it was kept. */
    final class Draft implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;
        private final OutputStream out;

        private Draft(Path file) throws IOException {
            this.file = file;
            this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        }

        /** Where it is written to. */
        OutputStream stream() {
            return out;
        }

        /**
         * Makes it the recipe of a layer, in place of an earlier one. It is there after a power loss.
         *
         * @throws Internal when the host fails, for instance on a full disk
         */
        void keep(String layerKey) {
            Path target = root.resolve(layerKey);
            try {
                out.flush();
                channel.force(true);
                Path folder = folder(layerKey.substring(0, layerKey.lastIndexOf('/')));
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                    names.force(true);
                }
            } catch (IOException e) {
                throw new Internal("cannot keep the recipe of layer " + layerKey + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("cannot remove {}: {}", file, e.getMessage());
            }
        }
    }

    private Path folder(String name) throws IOException {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectories(root.resolve(name), permissions);
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            }
        }
        return entries;
    }
}
