package dev.wharf.execoci;

import dev.wharf.execoci.cgroup.Hierarchies;
import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.DriverOption;
import dev.wharf.spi.Probe;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExecutionDriverProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code oci}. */
@Component(property = "driver.name=oci")
public final class ExecOciProvider implements ExecutionDriverProvider {
    private static final String RUNTIME = "runtime";

    @Override
    public String name() {
        return "oci";
    }

    @Override
    public List<DriverOption> options() {
        return List.of(
                new DriverOption(RUNTIME, "absolute path of the OCI runtime; else runc, or crun, is looked for"));
    }

    @Override
    public Probe probe(DriverContext context) {
        Hierarchies hierarchies = Hierarchies.read();
        if (hierarchies.version() == 0) {
            return Probe.unsupported("no control groups are mounted");
        }
        Optional<Path> program = OciRuntime.find();
        if (program.isEmpty()) {
            return Probe.unsupported("no OCI runtime is installed: install the package runc");
        }
        if (program.get().endsWith("crun") && hierarchies.isHybrid()) {
            return Probe.unsupported("crun does not work where both versions of control groups are mounted: "
                    + "install the package runc");
        }
        return new OciRuntime(program.get(), context.runFolder())
                .version()
                .map(version -> Probe.supported())
                .orElseGet(() -> Probe.unsupported(program.get() + " does not tell its version"));
    }

    @Override
    public ExecutionDriver open(DriverContext context, Map<String, String> options) {
        Path program = Optional.ofNullable(options.get(RUNTIME))
                .map(ExecOciProvider::chosen)
                .or(OciRuntime::find)
                .orElseThrow(() ->
                        new DriverException(Kind.UNSUPPORTED, "no OCI runtime is installed: install the package runc"));
        return new OciDriver(Linux.kernel(), context, program);
    }

    private static Path chosen(String option) {
        Path program = Path.of(option);
        if (!program.isAbsolute() || !java.nio.file.Files.isExecutable(program)) {
            throw new DriverException(Kind.INVALID_ARGUMENT, "runtime is not the path of a program: " + option);
        }
        return program;
    }
}
