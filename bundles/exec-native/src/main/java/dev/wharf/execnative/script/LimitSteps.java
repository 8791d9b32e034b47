package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.address;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.execnative.identity.Limits;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.Call;
import dev.wharf.spi.exec.ResourceLimit;
import java.util.List;

/**
 * The limits of a process, which it sets itself. What follows them must open no descriptor, map no memory and write no
 * file, because they hold for the rest of the script, too.
 */
final class LimitSteps {
    private final Kernel kernel;
    private final Steps steps;

    LimitSteps(Kernel kernel, Steps steps) {
        this.kernel = kernel;
        this.steps = steps;
    }

    void set(List<ResourceLimit> limits) {
        limits.forEach(this::set);
    }

    /** A hard limit is not raised above the daemon's own, which needs CAP_SYS_RESOURCE. */
    private void set(ResourceLimit limit) {
        int resource = Limits.number(limit.name());
        long own = kernel.processes().limit(resource)[1];
        long hard = least(limit.hard(), own);
        int structure = steps.script().reserve(16);
        steps.script().putLong(structure, least(limit.soft(), hard));
        steps.script().putLong(structure + 8, hard);
        steps.call(
                "set limit " + limit.name(),
                Call.PRLIMIT64,
                number(0),
                number(resource),
                address(structure),
                number(0));
    }

    private static long least(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }
}
