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
import java.util.Optional;

/**
 * Copies the content of images into empty volumes. That a copy has begun is recorded before, and that it is complete after:
 * one that a crash interrupted is made again by the next container with that volume.
 */
public final class VolumeFill {
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

    /** Fills a volume, under its lock. */
    void run(String name, String driver, String user, Source source) {
        MountedVolume mounted = mounts.mount(name, driver, user);
        try (Fd target = Linux.kernel().files().open(mounted.folder().toString(), FOLDER, 0)) {
            fill(Linux.kernel(), name, target, source);
        } catch (LinuxException e) {
            throw new EngineException.Internal("content of volume " + name + ": " + e.getMessage(), e);
        } finally {
            mounts.unmount(name, driver, user);
        }
    }

    private void fill(Kernel kernel, String name, Fd target, Source source) {
        Optional<VolumeRecord> record = store.find(name);
        boolean again = record.filter(VolumeRecord::filling).isPresent();
        if (!again && !kernel.files().list(target).isEmpty()) {
            return;
        }
        Optional<Fd> opened = source.open();
        if (opened.isPresent()) {
            try (Fd from = opened.get()) {
                copy(kernel, record, from, target);
            }
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
