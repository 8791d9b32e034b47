package dev.wharf.volume.local;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code local}: volumes are folders of this host, or what is mounted on them. */
@Component(property = "driver.name=local")
public final class LocalProvider implements VolumeDriverProvider {

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Scope scope() {
        return Scope.LOCAL;
    }

    /** Folders can be had everywhere; whether something can be mounted on one is found out then. */
    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public VolumeDriver open(DriverContext context, Map<String, String> options) {
        return LocalVolumeDriver.open(context, new KernelMounter(Linux::kernel));
    }
}
