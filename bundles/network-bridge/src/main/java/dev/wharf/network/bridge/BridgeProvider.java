package dev.wharf.network.bridge;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.network.bridge.firewall.Firewall;
import dev.wharf.network.bridge.firewall.NoFirewall;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.DriverOption;
import dev.wharf.spi.Probe;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.LoggerFactory;

/** Offers the driver {@code bridge}: a bridge on the host for each network, a pair of interfaces for each container. */
@Component(property = "driver.name=bridge")
public final class BridgeProvider implements NetworkDriverProvider {
    private static final String PACKET_FILTER = "iptables";
    private static final String FORWARDING = "ip-forward";

    private final Supplier<Host> host;

    /** For the host that this process is on. */
    @Activate
    public BridgeProvider() {
        this(() -> Host.own(Linux.kernel()));
    }

    BridgeProvider(Supplier<Host> host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "bridge";
    }

    @Override
    public Scope scope() {
        return Scope.LOCAL;
    }

    @Override
    public List<DriverOption> options() {
        return List.of(
                new DriverOption(PACKET_FILTER, "whether the kernel's packet filter is touched; true if absent"),
                new DriverOption(FORWARDING, "whether the host is made to forward packets; true if absent"));
    }

    /** A kernel without a packet filter will do, but ports cannot be published then. */
    @Override
    public Probe probe(DriverContext context) {
        try (Links links = host.get().links()) {
            links.tryBridge();
            return Probe.supported();
        } catch (LinuxException e) {
            return Probe.unsupported(reason(e));
        }
    }

    private static String reason(LinuxException error) {
        return switch (error.errno()) {
            case Errno.EOPNOTSUPP -> "the kernel has no bridges";
            case Errno.EPERM, Errno.EACCES -> "to make interfaces one must be root";
            default -> "interfaces cannot be made: " + error.getMessage();
        };
    }

    @Override
    public NetworkDriver open(DriverContext context, Map<String, String> options) {
        boolean isFiltered = isOn(options, PACKET_FILTER);
        boolean forwards = isOn(options, FORWARDING);
        return Failures.translated("open the driver bridge", () -> open(context, isFiltered, forwards));
    }

    private NetworkDriver open(DriverContext context, boolean isFiltered, boolean forwards) {
        Host there = host.get();
        var log = LoggerFactory.getLogger(context.loggerName());
        Links links = there.links();
        Firewall firewall =
                isFiltered ? there.firewall(Names.tag(context.stateFolder().toString())) : new NoFirewall();
        return new BridgeNetworkDriver(
                links,
                new Rules(firewall, log),
                new HostSettings(there.sysctls(), forwards),
                new Remains(links, context.executor(), log));
    }

    private static boolean isOn(Map<String, String> options, String option) {
        String text = options.getOrDefault(option, "true");
        if (!text.equals("true") && !text.equals("false")) {
            throw new DriverException(Kind.INVALID_ARGUMENT, option + " is true or false, not \"" + text + '"');
        }
        return Boolean.parseBoolean(text);
    }
}
