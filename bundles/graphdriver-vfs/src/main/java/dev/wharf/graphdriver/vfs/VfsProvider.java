package dev.wharf.graphdriver.vfs;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/**
 * Offers the driver {@code vfs}. The annotation makes the OSGi framework register an instance as a service; the property
 * must equal {@link #name()}. A provider holds nothing, and may be made and thrown away at any time.
 */
@Component(property = "driver.name=vfs")
public final class VfsProvider implements GraphDriverProvider {

    @Override
    public String name() {
        return "vfs";
    }

    /** Folders can be copied wherever root may do what root can do. */
    @Override
    public Probe probe(DriverContext context) {
        return new VfsTrial(Linux.kernel(), context.stateFolder()).run();
    }

    @Override
    public GraphDriver open(DriverContext context, Map<String, String> options) {
        return VfsGraphDriver.open(Linux.kernel(), context);
    }
}
