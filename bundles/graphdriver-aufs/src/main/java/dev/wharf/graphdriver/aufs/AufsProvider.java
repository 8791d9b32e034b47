package dev.wharf.graphdriver.aufs;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.snapshots.BackingFileSystem;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Probe;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code aufs} where the kernel has AUFS and can lay it over the state folder's file system. */
@Component(property = "driver.name=aufs")
public final class AufsProvider implements GraphDriverProvider {
    private final AufsKernel aufs;

    /** Asks the kernel of this host. */
    @Activate
    public AufsProvider() {
        this(AufsKernel.ofHost());
    }

    AufsProvider(AufsKernel aufs) {
        this.aufs = aufs;
    }

    @Override
    public String name() {
        return "aufs";
    }

    @Override
    public Probe probe(DriverContext context) {
        try {
            return probe(Linux.kernel(), context);
        } catch (LinuxException e) {
            throw new DriverException(Kind.INTERNAL, "cannot try AUFS: " + e.getMessage(), e);
        }
    }

    Probe probe(Kernel kernel, DriverContext context) {
        String backing = BackingFileSystem.of(context.stateFolder());
        var refusals = new Refusals(context.stateFolder(), backing);
        if (!aufs.hasAufs()) {
            return refusals.noAufs();
        }
        if (Aufs.UNFIT.contains(backing)) {
            return refusals.unfitFileSystem();
        }
        if (context.runFolder().toString().contains(",")) {
            return refusals.commaIn(context.runFolder());
        }
        return new AufsTrial(kernel, context).run();
    }

    @Override
    public GraphDriver open(DriverContext context, Map<String, String> options) {
        try {
            return Aufs.open(Linux.kernel(), context, aufs);
        } catch (LinuxException e) {
            throw new DriverException(Kind.INTERNAL, "cannot open " + context.stateFolder() + ": " + e.getMessage(), e);
        }
    }
}
