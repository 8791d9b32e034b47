package dev.wharf.network.macvlan;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code macvlan}: containers with addresses of their own on the network of a host interface. */
@Component(property = "driver.name=macvlan")
public final class MacvlanProvider implements NetworkDriverProvider {
    private final Supplier<Links> links;

    /** For the host that this process is on. */
    @Activate
    public MacvlanProvider() {
        this(() -> RouteLinks.open(Linux.kernel()));
    }

    MacvlanProvider(Supplier<Links> links) {
        this.links = links;
    }

    @Override
    public String name() {
        return "macvlan";
    }

    @Override
    public Scope scope() {
        return Scope.LOCAL;
    }

    @Override
    public Probe probe(DriverContext context) {
        try (Links tried = links.get()) {
            tried.tryMacvlan();
            return Probe.supported();
        } catch (LinuxException e) {
            return Probe.unsupported(reason(e));
        }
    }

    private static String reason(LinuxException error) {
        return switch (error.errno()) {
            case Errno.EOPNOTSUPP -> "the kernel has no interfaces of the kind macvlan";
            case Errno.EPERM, Errno.EACCES -> "to make interfaces one must be root";
            default -> "interfaces cannot be made: " + error.getMessage();
        };
    }

    @Override
    public NetworkDriver open(DriverContext context, Map<String, String> options) {
        return Failures.translated("open the driver macvlan", () -> new MacvlanNetworkDriver(links.get()));
    }
}
