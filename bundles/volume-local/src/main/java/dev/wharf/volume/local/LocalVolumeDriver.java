package dev.wharf.volume.local;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.volume.MountedVolume;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Volumes as folders. On one with options something is mounted while it has users, who are remembered in files: the driver
 * keeps nothing in memory.
 */
final class LocalVolumeDriver implements VolumeDriver {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final VolumeFolders folders;
    private final UserMarks users;
    private final Mounter mounter;

    private LocalVolumeDriver(VolumeFolders folders, UserMarks users, Mounter mounter) {
        this.folders = folders;
        this.users = users;
        this.mounter = mounter;
    }

    /** Opens the driver, and completes in the background what a crash interrupted. */
    static LocalVolumeDriver open(DriverContext context, Mounter mounter) {
        VolumeFolders folders = new VolumeFolders(context.stateFolder(), mounter);
        Logger log = LoggerFactory.getLogger(context.loggerName());
        context.executor().execute(() -> sweep(folders, log));
        return new LocalVolumeDriver(folders, UserMarks.in(context.runFolder(), boot()), mounter);
    }

    private static void sweep(VolumeFolders folders, Logger log) {
        try {
            folders.sweep();
        } catch (DriverException e) {
            log.warn("what is left of removed volumes: {}", e.getMessage());
        }
    }

    private static String boot() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, BOOT + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void create(VolumeName name, Map<String, String> options) {
        Optional<MountRequest> request = MountRequest.of(options);
        if (folders.exists(name)) {
            throw new DriverException(Kind.ALREADY_EXISTS, "volume " + name + " already exists");
        }
        folders.create(name, request);
    }

    @Override
    public Optional<VolumeInfo> get(VolumeName name) {
        return folders.info(name);
    }

    @Override
    public List<VolumeInfo> list() {
        return folders.all();
    }

    @Override
    public void remove(VolumeName name) {
        if (!folders.exists(name)) {
            return;
        }
        if (users.any(name)) {
            throw new DriverException(Kind.IN_USE, "volume has active mounts");
        }
        takeOff(name);
        folders.remove(name);
    }

    @Override
    public MountedVolume mount(VolumeName name, VolumeUser user) {
        if (!folders.exists(name)) {
            throw new DriverException(Kind.NOT_FOUND, "get " + name + ": no such volume");
        }
        Optional<MountRequest> request = folders.request(name);
        if (request.isPresent()) {
            mount(name, request.get(), user);
        } else {
            users.add(name, user);
        }
        return new MountedVolume(folders.content(name), false);
    }

    /** Where nothing is mounted any more, such as after somebody unmounted it by hand, there are no users either. */
    private void mount(VolumeName name, MountRequest request, VolumeUser user) {
        if (mounter.isMounted(folders.content(name))) {
            users.add(name, user);
            return;
        }
        users.clear(name);
        users.add(name, user);
        boolean isMounted = false;
        try {
            mounter.mount(request, folders.content(name));
            isMounted = true;
        } finally {
            if (!isMounted) {
                users.remove(name, user);
            }
        }
    }

    @Override
    public void unmount(VolumeName name, VolumeUser user) {
        users.remove(name, user);
        if (!users.any(name)) {
            takeOff(name);
        }
    }

    private void takeOff(VolumeName name) {
        if (folders.request(name).isPresent()) {
            mounter.unmount(folders.content(name));
        }
    }

    /** Volumes stay as they are, mounted ones mounted. */
    @Override
    public void close() {}
}
