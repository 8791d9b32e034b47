package dev.wharf.engine.spec;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.api.container.ResourceConfig.Ulimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the daemon gives to containers at each start that name nothing of their own. Their configuration does not show it, as
 * with Docker 1.9.1, daemon/container_unix.go, populateCommand.
 *
 * @param cgroupParent absolute
 * @param ulimits one for each name
 */
public record LaunchDefaults(String cgroupParent, List<Ulimit> ulimits) {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchDefaults.class);
    private static final Pattern ULIMIT = Pattern.compile("([a-z]+)=(-1|[0-9]{1,18})(?::(-1|[0-9]{1,18}))?");

    /** Under which group containers live that name none. */
    private static final String CGROUP_PARENT = "/wharf";

    /** Checks and copies. */
    public LaunchDefaults {
        requireNonNull(cgroupParent, "cgroupParent");
        ulimits = List.copyOf(ulimits);
    }

    /** Reads them; a limit that cannot be read is told and passed over. */
    public static LaunchDefaults of(DaemonSettings settings) {
        List<Ulimit> ulimits = settings.defaultUlimits().stream()
                .flatMap(text -> ulimit(text).stream())
                .toList();
        return new LaunchDefaults(below(CGROUP_PARENT, settings.cgroupParent()), ulimits);
    }

    /** The configuration with the limits that it does not name. */
    public HostConfig applied(HostConfig asked) {
        if (ulimits.isEmpty()) {
            return asked;
        }
        ResourceConfig resources = asked.resources();
        List<Ulimit> all = new ArrayList<>(resources.ulimits());
        ulimits.stream()
                .filter(limit -> resources.ulimits().stream()
                        .noneMatch(other -> other.name().equals(limit.name())))
                .forEach(all::add);
        return asked.toBuilder().resources(with(resources, all)).build();
    }

    /** An absolute parent counts from the root of each hierarchy, a relative one from the daemon's own. */
    String cgroupParent(HostConfig config) {
        return below(cgroupParent, config.resources().cgroupParent());
    }

    private static String below(String base, String parent) {
        if (parent.isEmpty()) {
            return base;
        }
        return parent.startsWith("/") ? Paths.clean(parent) : base + Paths.clean(parent);
    }

    private static ResourceConfig with(ResourceConfig asked, List<Ulimit> ulimits) {
        return new ResourceConfig(
                asked.memory(),
                asked.memorySwap(),
                asked.memoryReservation(),
                asked.kernelMemory(),
                asked.memorySwappiness(),
                asked.oomKillDisable(),
                asked.oomScoreAdj(),
                asked.cpuShares(),
                asked.cpuPeriod(),
                asked.cpuQuota(),
                asked.nanoCpus(),
                asked.cpusetCpus(),
                asked.cpusetMems(),
                asked.blkioWeight(),
                asked.pidsLimit(),
                ulimits,
                asked.devices(),
                asked.cgroupParent());
    }

    private static Optional<Ulimit> ulimit(String text) {
        Matcher matcher = ULIMIT.matcher(text);
        if (!matcher.matches() || !ResourceLimits.ULIMITS.contains(matcher.group(1))) {
            LOG.error("default limit \"{}\" is not like nofile=1024:2048 and has no effect", text);
            return Optional.empty();
        }
        String hard = Optional.ofNullable(matcher.group(3)).orElse(matcher.group(2));
        return Optional.of(new Ulimit(matcher.group(1), Long.parseLong(matcher.group(2)), Long.parseLong(hard)));
    }
}
