package dev.wharf.logdriver.syslog;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code syslog}, which works on every host: a server may also be elsewhere. */
@Component(property = "driver.name=syslog")
public final class SyslogProvider implements LogDriverProvider {
    /** As srslog's srslog_unix.go. */
    private static final List<Path> LOCAL =
            List.of(Path.of("/dev/log"), Path.of("/var/run/syslog"), Path.of("/var/run/log"));

    private final List<Path> local;

    /** Looks for the socket of this host where programs do. */
    @Activate
    public SyslogProvider() {
        this(LOCAL);
    }

    SyslogProvider(List<Path> local) {
        this.local = List.copyOf(local);
    }

    @Override
    public String name() {
        return SyslogOptions.DRIVER;
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public LogDriver open(DriverContext context, Map<String, String> options) {
        return new SyslogDriver(new Dialer(new Dial(Linux::kernel, local), context));
    }

    @Override
    public void validate(Map<String, String> options) {
        SyslogOptions.of(options);
    }
}
