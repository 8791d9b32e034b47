package dev.wharf.engine.volume;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.volume.MountedVolume;
import dev.wharf.spi.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Copies the content of images into empty volumes. That a copy has begun is recorded before, and that it is complete after:
 * one that a crash interrupted is made again by the next container with that volume.
 */
public final class VolumeFill {
    /** Who has a volume mounted while something is copied; one for all, so that nothing stays behind a crash. */
    static final String USER = "fill";

    private static final int FOLDER = Flags.O_RDONLY | Flags.O_DIRECTORY;

    private final VolumeStore store;
    private final VolumeMounts mounts;

    VolumeFill(VolumeStore store, VolumeMounts mounts) {
        this.store = store;
        this.mounts = mounts;
    }

    /** Where the content comes from. */
    @FunctionalInterface
    public interface Source {
        /**
         * Opens the folder of the image; empty when the image has none there.
         *
         * @throws EngineException InvalidArgument when there is something else
         */
        Optional<Fd> open();
    }

    /** Fills a volume, under its lock. It is mounted only when there is something to copy. */
    void run(FoundVolume volume, Source source) {
        boolean again = volume.record().filter(VolumeRecord::filling).isPresent();
        if (!again && !looksEmpty(volume)) {
            return;
        }
        Optional<Fd> opened = source.open();
        if (opened.isPresent()) {
            try (Fd from = opened.get()) {
                fill(volume, from, again);
            } catch (LinuxException e) {
                throw new EngineException.Internal("content of volume " + volume.name() + ": " + e.getMessage(), e);
            }
        }
    }

    /** As far as that is seen while it is not mounted. */
    private static boolean looksEmpty(FoundVolume volume) {
        return volume.info().flatMap(VolumeInfo::mountpoint).filter(Files::isDirectory).stream()
                .allMatch(folder -> {
                    try (Stream<Path> entries = Files.list(folder)) {
                        return entries.findAny().isEmpty();
                    } catch (IOException ignored) {
                        return true; // it is looked at again when it is mounted
                    }
                });
    }

    private void fill(FoundVolume volume, Fd from, boolean again) {
        Kernel kernel = Linux.kernel();
        MountedVolume mounted = mounts.mount(volume.name(), volume.driver(), USER);
        try (Fd target = kernel.files().open(mounted.folder().toString(), FOLDER, 0)) {
            if (again || kernel.files().list(target).isEmpty()) {
                copy(kernel, volume.record(), from, target);
            }
        } finally {
            mounts.unmount(volume.name(), volume.driver(), USER);
        }
    }

    private void copy(Kernel kernel, Optional<VolumeRecord> record, Fd from, Fd target) {
        record.map(volume -> volume.filling(true)).ifPresent(store::put);
        kernel.files().list(from, names -> names.forEach(name -> remove(kernel.files(), target, name)));
        TreeCopy.copy(kernel, from, target);
        record.map(volume -> volume.filling(false)).ifPresent(store::update);
    }

    /** What an interrupted copy has left. */
    private static void remove(FileCalls files, Fd folder, String name) {
        if (files.stat(folder, name).isPresent()) {
            FileTree.remove(files, folder, name);
        }
    }
}
