package dev.wharf.volume.local;

import java.nio.file.Path;

/** Mounts what volumes with options consist of. */
interface Mounter {

    /**
     * Mounts on a folder.
     *
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT when the kernel refuses what the client asked for, INTERNAL
     */
    void mount(MountRequest request, Path folder);

    /**
     * Takes off what is mounted on a folder, also while it is used; does nothing where nothing is.
     *
     * @throws dev.wharf.spi.DriverException INTERNAL
     */
    void unmount(Path folder);

    /**
     * Whether something is mounted on a folder.
     *
     * @throws dev.wharf.spi.DriverException INTERNAL
     */
    boolean isMounted(Path folder);

    /**
     * Removes a folder with its content, never what is mounted in it.
     *
     * @throws dev.wharf.spi.DriverException IN_USE when something is mounted in it, INTERNAL
     */
    void delete(Path folder);
}
