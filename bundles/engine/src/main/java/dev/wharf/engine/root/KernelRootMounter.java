package dev.wharf.engine.root;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mounts roots through the kernel, each in a folder of its own. A folder is never deleted with its content: should it still
 * be mounted, that would be the files of a container.
 */
final class KernelRootMounter implements RootMounter {
    private static final Logger LOG = LoggerFactory.getLogger(KernelRootMounter.class);

    private final Supplier<Kernel> kernel;
    private final Path parent;

    /**
     * A mounter.
     *
     * @param kernel asked for at first use, as loading native code takes a while
     * @param parent of the folders, made when needed
     */
    KernelRootMounter(Supplier<Kernel> kernel, Path parent) {
        this.kernel = kernel;
        this.parent = parent;
    }

    @Override
    public MountedRoot mount(String id, RootContent content) {
        Path folder = parent.resolve(id);
        try {
            Files.createDirectories(parent);
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
            if (Files.exists(folder)) {
                clear(folder);
            }
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var root = new MountTree(kernel.get(), folder, () -> {
            clear(folder);
            content.unmounted().run();
        });
        boolean isMounted = false;
        try {
            root.mount(content);
            isMounted = true;
            return root;
        } finally {
            if (!isMounted) {
                root.close();
            }
        }
    }

    @Override
    public void sweep() {
        for (Path folder : left()) {
            LOG.info("unmounting the root of a container that a killed daemon left behind: {}", folder.getFileName());
            clear(folder);
        }
    }

    private List<Path> left() {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.toList();
        } catch (IOException e) {
            LOG.warn("roots of containers: {}", e.getMessage());
            return List.of();
        }
    }

    /** Takes off whatever is mounted there, which takes what is mounted below with it. */
    private void clear(Path folder) {
        try {
            while (MountTree.unmount(kernel.get(), folder)) {
                LOG.debug("unmounted {}", folder);
            }
            Files.deleteIfExists(folder);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT)) {
                LOG.warn("unmounting {}: {}", folder, e.getMessage());
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            LOG.warn("folder {} stays: {}", folder, e.getMessage());
        } catch (IOException e) {
            LOG.warn("folder {}: {}", folder, e.getMessage());
        }
    }
}
