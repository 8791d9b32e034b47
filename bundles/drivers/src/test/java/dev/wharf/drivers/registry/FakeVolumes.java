package dev.wharf.drivers.registry;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.volume.MountedVolume;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Offers a driver without volumes, which mounts its state folder.
 *
 * @param name of the driver
 */
record FakeVolumes(String name) implements VolumeDriverProvider {
    @Override
    public Scope scope() {
        return Scope.GLOBAL;
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public VolumeDriver open(DriverContext context, Map<String, String> options) {
        return new Folder(context);
    }

    private record Folder(DriverContext context) implements VolumeDriver {
        @Override
        public void create(VolumeName name, Map<String, String> options) {}

        @Override
        public Optional<VolumeInfo> get(VolumeName name) {
            return Optional.empty();
        }

        @Override
        public List<VolumeInfo> list() {
            return List.of();
        }

        @Override
        public void remove(VolumeName name) {}

        @Override
        public MountedVolume mount(VolumeName name, VolumeUser user) {
            return new MountedVolume(context.stateFolder(), false);
        }

        @Override
        public void unmount(VolumeName name, VolumeUser user) {}

        @Override
        public void close() {}
    }
}
