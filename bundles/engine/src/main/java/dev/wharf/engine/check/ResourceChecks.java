package dev.wharf.engine.check;

import static dev.wharf.engine.check.Refusal.invalidIf;

import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.api.container.ResourceConfig.DeviceMapping;
import dev.wharf.engine.api.container.ResourceConfig.Ulimit;
import dev.wharf.engine.spec.HostFacts;
import dev.wharf.engine.spec.NumberList;
import dev.wharf.engine.spec.Paths;
import dev.wharf.engine.spec.ResourceLimits;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks limits; Docker 1.9.1, daemon/daemon_unix.go, and 20.10 for the newer ones. */
final class ResourceChecks {
    private static final long MINIMUM_MEMORY = 4L << 20;
    private static final long NANO = 1_000_000_000L;
    private static final Pattern DEVICE_ACCESS = Pattern.compile("[rwm]{0,3}");

    private final ResourceConfig config;
    private final HostFacts host;

    ResourceChecks(ResourceConfig config, HostFacts host) {
        this.config = config;
        this.host = host;
    }

    void check() {
        memory();
        processor();
        cpuset(config.cpusetCpus(), host.processors(), "cpuset cpus", "CPUs");
        cpuset(config.cpusetMems(), host.memoryNodes(), "cpuset mems", "memory nodes");
        invalidIf(
                config.blkioWeight() != 0 && outside(config.blkioWeight(), 10, 1000),
                "Range of blkio weight is from 10 to 1000.");
        invalidIf(
                outside(config.oomScoreAdj(), -1000, 1000),
                "Invalid value " + config.oomScoreAdj() + ", range for oom score adj is [-1000, 1000]");
        config.ulimits().forEach(ResourceChecks::ulimit);
        config.devices().forEach(ResourceChecks::device);
        Paths.clean(config.cgroupParent());
    }

    private void memory() {
        long memory = config.memory();
        long swap = config.memorySwap();
        invalidIf(memory < 0 || (memory > 0 && memory < MINIMUM_MEMORY), "Minimum memory limit allowed is 4MB");
        invalidIf(
                memory > 0 && swap > 0 && swap < memory,
                "Minimum memoryswap limit should be larger than memory limit, see usage.");
        invalidIf(
                memory == 0 && swap > 0,
                "You should always set the Memory limit when using Memoryswap limit, see usage.");
        invalidIf(swap < -1, "Invalid value: " + swap + ", the memoryswap limit is -1 or larger.");
        config.memorySwappiness()
                .ifPresent(value -> invalidIf(
                        outside(value, -1, 100),
                        "Invalid value: " + value + ", valid memory swappiness range is 0-100."));
        invalidIf(
                memory > 0 && config.memoryReservation() > memory,
                "Minimum memory limit should be larger than memory reservation limit, see usage.");
        invalidIf(
                config.memoryReservation() < 0 || config.kernelMemory() < 0,
                "Invalid value: memory limits must not be negative.");
    }

    private void processor() {
        invalidIf(
                config.cpuShares() < 0, "Invalid value: " + config.cpuShares() + ", cpu shares must not be negative.");
        invalidIf(
                config.cpuPeriod() != 0 && outside(config.cpuPeriod(), 1000, 1_000_000),
                "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        invalidIf(
                config.cpuQuota() > 0 && config.cpuQuota() < 1000,
                "CPU cfs quota can not be less than 1ms (i.e. 1000)");
        long nanos = config.nanoCpus();
        invalidIf(
                nanos > 0 && config.cpuPeriod() > 0,
                "Conflicting options: Nano CPUs and CPU Period cannot both be set.");
        invalidIf(
                nanos > 0 && config.cpuQuota() > 0, "Conflicting options: Nano CPUs and CPU Quota cannot both be set.");
        int available = host.processors().size();
        invalidIf(
                nanos < 0 || (nanos > 0 && nanos < NANO / 100) || nanos > available * NANO,
                "Range of CPUs is from 0.01 to " + available + ".00, as there are only " + available
                        + " CPUs available");
    }

    private static void cpuset(String list, Set<Integer> available, String name, String things) {
        if (list.isEmpty()) {
            return;
        }
        Optional<Set<Integer>> wanted = NumberList.parse(list);
        invalidIf(wanted.isEmpty(), "Invalid value " + list + " for " + name + ".");
        invalidIf(
                !available.containsAll(wanted.orElse(Set.of())),
                "Requested " + things + " are not available - requested " + list + ", available: " + joined(available)
                        + ".");
    }

    private static String joined(Set<Integer> numbers) {
        return numbers.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static void ulimit(Ulimit ulimit) {
        invalidIf(!ResourceLimits.ULIMITS.contains(ulimit.name()), "invalid ulimit type: " + ulimit.name());
        invalidIf(
                ulimit.hard() >= 0 && (ulimit.soft() > ulimit.hard() || ulimit.soft() == -1),
                "ulimit soft limit must be less than or equal to hard limit: " + ulimit.soft() + " > " + ulimit.hard());
    }

    private static void device(DeviceMapping device) {
        invalidIf(
                !device.pathOnHost().startsWith("/"),
                "error gathering device information while adding custom device \"" + device.pathOnHost()
                        + "\": not a device node");
        invalidIf(
                !device.pathInContainer().isEmpty() && !device.pathInContainer().startsWith("/"),
                "invalid device path in the container: " + device.pathInContainer());
        invalidIf(
                !DEVICE_ACCESS.matcher(device.permissions()).matches(), "invalid device mode: " + device.permissions());
    }

    private static boolean outside(long value, long least, long most) {
        return value < least || value > most;
    }
}
