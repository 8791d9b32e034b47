package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.api.container.ResourceConfig.DeviceMapping;
import dev.wharf.engine.api.container.SecurityConfig;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.DeviceNode;
import dev.wharf.spi.exec.DeviceRule;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.ResourceLimit;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskSpecsTest {
    private static final HostFacts SEPARATE = new HostFacts(false, Set.of(), Set.of(), Set.of(0), Set.of(0));
    private static final HostFacts UNIFIED = new HostFacts(true, Set.of(), Set.of(), Set.of(0), Set.of(0));
    private static final Container.Files FILES = new Container.Files("/c/resolv.conf", "/c/hostname", "/c/hosts", "");

    private static final LaunchDefaults DEFAULTS =
            new LaunchDefaults("/wharf", List.of(new ResourceConfig.Ulimit("core", 0, 0)));

    @Test
    void mountsTheTableInOrder() {
        TaskSpec spec = spec(HostConfig.empty(), List.of());

        assertThat(spec.mounts().stream().map(TaskMount::target))
                .containsExactly(
                        "/proc",
                        "/dev",
                        "/dev/pts",
                        "/dev/shm",
                        "/dev/mqueue",
                        "/sys",
                        "/sys/fs/cgroup",
                        "/etc/hostname",
                        "/etc/hosts",
                        "/etc/resolv.conf");
        assertThat(mount(spec, "/proc").options()).containsExactly("nosuid", "noexec", "nodev");
        assertThat(mount(spec, "/sys").has("ro")).isTrue();
        assertThat(mount(spec, "/dev/shm").options()).contains("mode=1777", "size=67108864");
    }

    @Test
    void mountsWhatTheUserWantsByDepth() {
        HostConfig config =
                HostConfig.builder().tmpfs(Map.of("/a/b/c", "size=1m,exec")).build();

        TaskSpec spec = spec(config, List.of(bind("/srv", "/a/b", false), bind("/x", "/z", true)));

        assertThat(spec.mounts().stream().map(TaskMount::target)).containsSubsequence("/z", "/a/b", "/a/b/c");
        assertThat(mount(spec, "/a/b").options()).containsExactly("rbind", "ro", "rprivate");
        assertThat(mount(spec, "/a/b/c").options()).containsExactly("nosuid", "nodev", "size=1m", "exec");
    }

    @Test
    void opensThePortsOfANetworkOfItsOwnToAllUsers() {
        HostConfig config = HostConfig.builder()
                .sysctls(Map.of("net.ipv4.ping_group_range", "1 1"))
                .build();

        assertThat(spec(config, List.of()).sysctls())
                .containsOnly(
                        Map.entry("net.ipv4.ip_unprivileged_port_start", "0"),
                        Map.entry("net.ipv4.ping_group_range", "1 1"));
    }

    @Test
    void letsAMountOfTheUsersWin() {
        TaskSpec spec = spec(HostConfig.empty(), List.of(bind("/my/hosts", "/etc/hosts", true)));

        assertThat(mount(spec, "/etc/hosts").source()).isEqualTo("/my/hosts");
        assertThat(spec.mounts())
                .filteredOn(mount -> mount.target().equals("/etc/hosts"))
                .hasSize(1);
    }

    @Test
    void givesAUserWhoBindsDevAllOfIt() {
        TaskSpec spec = spec(HostConfig.empty(), List.of(bind("/dev", "/dev", true)));

        assertThat(spec.mounts().stream().map(TaskMount::target))
                .contains("/dev")
                .doesNotContain("/dev/pts", "/dev/shm");
    }

    @Test
    void masksPathsUnlessPrivileged() {
        assertThat(spec(HostConfig.empty(), List.of()).maskedPaths()).contains("/proc/kcore", "/sys/firmware");

        TaskSpec privileged = spec(privileged(), List.of());

        assertThat(privileged.maskedPaths()).isEmpty();
        assertThat(privileged.readonlyPaths()).isEmpty();
        assertThat(privileged.process().seccomp()).isEmpty();
        assertThat(privileged.process().capabilities()).hasSize(41);
        assertThat(mount(privileged, "/sys").has("rw")).isTrue();
        assertThat(privileged.cgroup().devices())
                .containsExactly(new DeviceRule('a', OptionalInt.empty(), OptionalInt.empty(), "rwm"));
        assertThat(privileged.devices().stream().map(DeviceNode::path))
                .contains("/dev/null")
                .doesNotHaveDuplicates();
    }

    @Test
    void masksWhatIsAskedFor() {
        SecurityConfig asked = new SecurityConfig(
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                "",
                "",
                "",
                "",
                Optional.of(List.of("/proc/kcore")),
                Optional.of(List.of()));

        TaskSpec spec = spec(HostConfig.builder().security(asked).build(), List.of());

        assertThat(spec.maskedPaths()).containsExactly("/proc/kcore");
        assertThat(spec.readonlyPaths()).isEmpty();
    }

    @Test
    void doesNotAllowTun() {
        assertThat(spec(HostConfig.empty(), List.of()).cgroup().devices())
                .doesNotContain(new DeviceRule('c', OptionalInt.of(10), OptionalInt.of(200), "rwm"));
    }

    @Test
    void findsDevicesOfTheHost() {
        TaskSpec spec = spec(devices(new DeviceMapping("/dev/null", "/dev/mynull", "rw")), List.of());

        assertThat(spec.devices())
                .anySatisfy(node -> assertThat(node).isEqualTo(new DeviceNode("/dev/mynull", 'c', 1, 3, node.mode())));
        assertThat(spec.cgroup().devices()).contains(new DeviceRule('c', OptionalInt.of(1), OptionalInt.of(3), "rw"));
    }

    @Test
    void refusesADeviceThatIsNotThere() {
        assertThatThrownBy(() -> spec(devices(new DeviceMapping("/dev/nosuch", "", "rwm")), List.of()))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageStartingWith(
                        "error gathering device information while adding custom device \"/dev/nosuch\":");
    }

    @Test
    void choosesNamespaces() {
        HostConfig host = HostConfig.builder()
                .network(NetworkConfig.ofMode("host"))
                .security(new SecurityConfig(
                        false, List.of(), List.of(), List.of(), List.of(), false, "host", "host", "host", ""))
                .build();

        TaskSpec spec = spec(host, List.of());

        assertThat(spec.namespaces().network()).isInstanceOf(Namespace.Host.class);
        assertThat(spec.namespaces().pid()).isInstanceOf(Namespace.Host.class);
        assertThat(spec.namespaces().ipc()).isInstanceOf(Namespace.Host.class);
        assertThat(spec.namespaces().cgroup()).isInstanceOf(Namespace.Host.class);
        assertThat(spec.hostname()).isEmpty();
        assertThat(mount(spec, "/dev/shm").source()).isEqualTo("/dev/shm");
    }

    @Test
    void joinsTheNetworkOfAnotherContainer() {
        Joins joins = new Joins(Optional.of("other"), Optional.empty(), Optional.empty());

        TaskSpec spec =
                new TaskSpecs(UNIFIED, new HostDevices(), DEFAULTS).of(launch(HostConfig.empty(), List.of(), joins));

        assertThat(spec.namespaces().network()).isEqualTo(new Namespace.Join(new TaskId("other")));
        assertThat(spec.namespaces().cgroup()).isInstanceOf(Namespace.New.class);
    }

    @Test
    void translatesLimits() {
        ResourceConfig limits = new ResourceConfig(
                1 << 26,
                1 << 27,
                0,
                0,
                OptionalInt.of(-1),
                false,
                5,
                512,
                0,
                0,
                1_500_000_000L,
                "0",
                "",
                0,
                OptionalLong.of(-1),
                List.of(new ResourceConfig.Ulimit("nofile", 100, 200)),
                List.of(),
                "mine/../group");

        TaskSpec spec = spec(HostConfig.builder().resources(limits).build(), List.of());

        assertThat(spec.cgroup().parent()).isEqualTo("/wharf/group");
        assertThat(spec.cgroup().resources().memory()).hasValue(1 << 26);
        assertThat(spec.cgroup().resources().memorySwap()).hasValue(1 << 27);
        assertThat(spec.cgroup().resources().swappiness()).isEmpty();
        assertThat(spec.cgroup().resources().cpuQuota()).hasValue(150_000);
        assertThat(spec.cgroup().resources().cpuPeriod()).hasValue(100_000);
        assertThat(spec.cgroup().resources().pids()).isEmpty();
        assertThat(spec.process().limits()).hasSize(2);
        assertThat(spec.process().oomScoreAdjust()).isEqualTo(5);
    }

    @Test
    void readsSecurityOptions() {
        SecurityConfig security = new SecurityConfig(
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of("no-new-privileges", "seccomp=unconfined", "label:disable"),
                false,
                "",
                "",
                "",
                "");

        TaskSpec spec = spec(HostConfig.builder().security(security).build(), List.of());

        assertThat(spec.process().noNewPrivileges()).isTrue();
        assertThat(spec.process().seccomp()).isEmpty();
    }

    private static HostConfig privileged() {
        return HostConfig.builder()
                .security(new SecurityConfig(true, List.of(), List.of(), List.of(), List.of(), false, "", "", "", ""))
                .build();
    }

    private static HostConfig devices(DeviceMapping mapping) {
        ResourceConfig none = ResourceConfig.unlimited();
        ResourceConfig with = new ResourceConfig(
                0,
                0,
                0,
                0,
                none.memorySwappiness(),
                false,
                0,
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                none.pidsLimit(),
                List.of(),
                List.of(mapping),
                "");
        return HostConfig.builder().resources(with).build();
    }

    private static MountPoint bind(String source, String target, boolean readWrite) {
        return new MountPoint(MountPoint.Kind.BIND, "", "", source, target, "", readWrite, "rprivate");
    }

    private static Mount mount(TaskSpec spec, String target) {
        return spec.mounts().stream()
                .filter(mount -> mount.target().equals(target))
                .findFirst()
                .orElseThrow()
                .mount();
    }

    @Test
    void runsTheInitProgramInPlaceOfTheCommand() {
        TaskSpec spec = spec(HostConfig.builder().init(true).build(), List.of());

        assertThat(spec.process().arguments()).containsExactly("/sbin/docker-init", "--", "true");
        assertThat(mount(spec, "/sbin/docker-init").source()).isEqualTo("/data/docker-init");
        assertThat(mount(spec, "/sbin/docker-init").has("ro")).isTrue();
    }

    @Test
    void givesTheLimitsOfTheDaemon() {
        assertThat(spec(HostConfig.empty(), List.of()).process().limits())
                .containsExactly(new ResourceLimit("core", 0, 0));
        assertThat(spec(HostConfig.empty(), List.of()).cgroup().parent()).isEqualTo("/wharf");
    }

    @Test
    void filtersWithTheProfileOfTheUser() {
        SecurityConfig security = new SecurityConfig(
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of("seccomp={\"defaultAction\":\"SCMP_ACT_LOG\"}"),
                false,
                "",
                "",
                "",
                "");

        TaskSpec spec = spec(HostConfig.builder().security(security).build(), List.of());

        assertThat(spec.process().seccomp().orElseThrow().defaultAction().kind())
                .isEqualTo(SeccompPolicy.Action.Kind.LOG);
    }

    private static TaskSpec spec(HostConfig config, List<MountPoint> mounts) {
        return new TaskSpecs(SEPARATE, new HostDevices(), DEFAULTS).of(launch(config, mounts, Joins.none()));
    }

    private static Launch launch(HostConfig config, List<MountPoint> mounts, Joins joins) {
        return new Launch(
                "a".repeat(64),
                List.of("true"),
                ContainerConfig.builder().hostname("web").build(),
                config,
                mounts,
                List.of(Mount.bind(Path.of("/root"))),
                FILES,
                joins,
                config.init().map(wanted -> Path.of("/data/docker-init")));
    }
}
