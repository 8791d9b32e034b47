package dev.wharf.spi.testkit.fault;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import dev.wharf.spi.volume.MountedVolume;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A volume driver that works, in memory. */
final class PlainVolumes implements VolumeDriverProvider, VolumeDriver {
    /** The names of the volumes. */
    final Set<String> names = new ConcurrentSkipListSet<>();

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Scope scope() {
        return Scope.LOCAL;
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public VolumeDriver open(DriverContext context, Map<String, String> options) {
        return this;
    }

    @Override
    public void create(VolumeName name, Map<String, String> options) {
        names.add(name.value());
    }

    @Override
    public Optional<VolumeInfo> get(VolumeName name) {
        return list().stream().filter(info -> info.name().equals(name)).findFirst();
    }

    @Override
    public List<VolumeInfo> list() {
        return names.stream().map(PlainVolumes::info).toList();
    }

    private static VolumeInfo info(String name) {
        return new VolumeInfo(
                new VolumeName(name), Optional.empty(), Optional.of(Path.of("/volumes", name)), List.of());
    }

    @Override
    public void remove(VolumeName name) {
        names.remove(name.value());
    }

    @Override
    public MountedVolume mount(VolumeName name, VolumeUser user) {
        if (!names.contains(name.value())) {
            throw new DriverException(DriverException.Kind.NOT_FOUND, "no volume " + name);
        }
        return new MountedVolume(Path.of("/volumes", name.value()), false);
    }

    @Override
    public void unmount(VolumeName name, VolumeUser user) {
        // holds nothing
    }

    @Override
    public void close() {
        // holds nothing
    }
}
