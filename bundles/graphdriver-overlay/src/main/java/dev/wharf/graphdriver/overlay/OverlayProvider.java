package dev.wharf.graphdriver.overlay;

import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Probe;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code overlay} where the kernel can mount overlayfs on the state folder's file system. */
@Component(property = "driver.name=overlay")
public final class OverlayProvider implements GraphDriverProvider {

    @Override
    public String name() {
        return "overlay";
    }

    @Override
    public Probe probe(DriverContext context) {
        try {
            return new OverlayTrial(Linux.kernel(), context.stateFolder()).run();
        } catch (LinuxException e) {
            throw new DriverException(Kind.INTERNAL, "cannot try overlayfs: " + e.getMessage(), e);
        }
    }

    @Override
    public GraphDriver open(DriverContext context, Map<String, String> options) {
        try {
            return Overlayfs.open(Linux.kernel(), context);
        } catch (LinuxException e) {
            throw new DriverException(Kind.INTERNAL, "cannot open " + context.stateFolder() + ": " + e.getMessage(), e);
        }
    }
}
