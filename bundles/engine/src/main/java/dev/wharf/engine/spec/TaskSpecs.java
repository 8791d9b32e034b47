package dev.wharf.engine.spec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.SecurityConfig;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Writes the specification of a container's task. Thread-safe. */
public final class TaskSpecs {
    private static final String HOST = "host";

    /** The defaults of Docker 20.10, oci/defaults.go; absent ones are passed over. */
    private static final List<String> MASKED = List.of(
            "/proc/asound",
            "/proc/acpi",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/sys/firmware",
            "/sys/devices/virtual/powercap");

    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private final HostFacts host;
    private final HostDevices hostDevices;
    private final Supplier<LaunchDefaults> defaults;

    /** Writes specifications for a host and a daemon. */
    public TaskSpecs(HostFacts host, HostDevices hostDevices, LaunchDefaults defaults) {
        this(host, hostDevices, () -> defaults);
    }

    /** Writes specifications for a host and a daemon whose defaults may change. */
    public TaskSpecs(HostFacts host, HostDevices hostDevices, Supplier<LaunchDefaults> defaults) {
        this.host = host;
        this.hostDevices = hostDevices;
        this.defaults = defaults;
    }

    /**
     * The specification of a container.
     *
     * @throws EngineException InvalidArgument for a device that is not there, a capability or an option that is unknown
     */
    public TaskSpec of(Launch launch) {
        HostConfig config = launch.hostConfig();
        SecurityConfig security = config.security();
        Devices devices = Devices.of(config, hostDevices);
        boolean ownName = !config.security().utsMode().equals(HOST);
        Namespaces namespaces = namespaces(launch);
        return new TaskSpec(
                new TaskId(launch.id()),
                process(launch.firstProcess(), launch.config(), defaults.get().applied(config)),
                launch.root(),
                security.readonlyRootfs(),
                new MountTable(launch).mounts(),
                devices.nodes(),
                namespaces,
                new CgroupSpec(
                        defaults.get().cgroupParent(config),
                        launch.id(),
                        ResourceLimits.resources(config.resources()),
                        devices.rules()),
                ownName ? launch.config().hostname() : "",
                ownName ? launch.config().domainname() : "",
                guarded(security, security.maskedPaths(), MASKED),
                guarded(security, security.readonlyPaths(), READ_ONLY),
                KernelSettings.of(config.sysctls(), namespaces.network()));
    }

    /**
     * The specification of a process in a container: the first one, or a further one.
     *
     * @param config the container's, with what is different for this process
     * @param hostConfig the container's, with what is different for this process
     * @throws EngineException InvalidArgument for a capability or an option that is unknown
     */
    public static ProcessSpec process(List<String> command, ContainerConfig config, HostConfig hostConfig) {
        SecurityConfig security = hostConfig.security();
        SecurityOptions options = SecurityOptions.of(security.securityOpt());
        Set<String> capabilities = Capabilities.of(security);
        return new ProcessSpec(
                command,
                Environment.of(config),
                config.workingDir().isEmpty() ? "/" : config.workingDir(),
                config.user(),
                security.groupAdd(),
                capabilities,
                ResourceLimits.limits(hostConfig.resources()),
                config.tty(),
                options.noNewPrivileges(),
                hostConfig.resources().oomScoreAdj(),
                security.privileged() ? Optional.empty() : options.filter(capabilities),
                security.privileged() ? "" : options.apparmorProfile(AppArmor.ofHost()));
    }

    private static List<String> guarded(SecurityConfig security, Optional<List<String>> asked, List<String> usual) {
        boolean isOpen = security.privileged()
                || !SecurityOptions.of(security.securityOpt()).maskedPaths();
        return isOpen ? List.of() : asked.orElse(usual);
    }

    private Namespaces namespaces(Launch launch) {
        HostConfig config = launch.hostConfig();
        Joins joins = launch.joins();
        return new Namespaces(
                namespace(config.network().mode(), joins.network()),
                namespace(config.security().pidMode(), joins.pid()),
                namespace(config.security().ipcMode(), joins.ipc()),
                namespace(config.security().utsMode(), Optional.empty()),
                host.unifiedCgroups() ? new Namespace.New() : new Namespace.Host());
    }

    private static Namespace namespace(String mode, Optional<String> join) {
        if (mode.equals(HOST)) {
            return new Namespace.Host();
        }
        return join.<Namespace>map(id -> new Namespace.Join(new TaskId(id))).orElseGet(Namespace.New::new);
    }
}
