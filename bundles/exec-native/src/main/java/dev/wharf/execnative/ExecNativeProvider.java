package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.CgroupTree;
import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExecutionDriverProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code native}. */
@Component(property = "driver.name=native")
public final class ExecNativeProvider implements ExecutionDriverProvider {
    private static final int LEAST_MAJOR = 5;
    private static final int LEAST_MINOR = 15;

    @Override
    public String name() {
        return "native";
    }

    @Override
    public Probe probe(DriverContext context) {
        String release = kernelRelease();
        String[] numbers = release.split("[.-]", -1);
        int major = Integer.parseInt(numbers[0]);
        int minor = Integer.parseInt(numbers[1]);
        if (major < LEAST_MAJOR || (major == LEAST_MAJOR && minor < LEAST_MINOR)) {
            return Probe.unsupported("kernel " + release + " is older than 5.15");
        }
        CgroupTree tree = CgroupTree.read();
        if (tree.version() == 0) {
            return Probe.unsupported("no control groups are mounted");
        }
        return Probe.supported();
    }

    private static String kernelRelease() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        } catch (IOException e) {
            return "0.0";
        }
    }

    @Override
    public ExecutionDriver open(DriverContext context, Map<String, String> options) {
        return new NativeDriver(Linux.kernel(), context);
    }
}
