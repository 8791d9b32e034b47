package dev.wharf.engine.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.HostConfigBuilder;
import dev.wharf.engine.api.container.MountRequest;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.RestartPolicy;
import dev.wharf.engine.api.container.SecurityConfig;
import dev.wharf.engine.container.Rig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateChecksTest {
    private static final ContainerConfig PLAIN =
            ContainerConfig.builder().cmd(List.of("true")).build();
    private static final NetworkConfig HOST = NetworkConfig.ofMode("host");

    private final CreateChecks checks = new CreateChecks(Rig.HOST);

    @Test
    void anEmptyHostConfigurationIsFine() {
        assertThatCode(() -> checks.hostConfig(PLAIN, HostConfig.empty())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory|1000|Minimum memory limit allowed is 4MB",
                "memorySwap|9000000|You should always set the Memory limit when using Memoryswap limit, see usage.",
                "swappiness|101|Invalid value: 101, valid memory swappiness range is 0-100.",
                "blkioWeight|5|Range of blkio weight is from 10 to 1000.",
                "oomScoreAdj|1001|Invalid value 1001, range for oom score adj is [-1000, 1000]",
                "nanoCpus|9000000000|Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
                "cpuPeriod|10|CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)",
                "cpusetCpus|9|Requested CPUs are not available - requested 9, available: 0,1.",
                "cpusetCpus|a|Invalid value a for cpuset cpus.",
                "cpusetMems|3|Requested memory nodes are not available - requested 3, available: 0.",
                "ulimit|nope|invalid ulimit type: nope",
            })
    void limitsOutOfRangeAreRefused(String name, String value, String message) {
        HostConfig config =
                HostConfig.builder().resources(Limits.with(name, value)).build();

        refused(PLAIN, config, message);
    }

    @Test
    void lessSwapThanMemoryIsRefused() {
        HostConfig config = HostConfig.builder()
                .resources(Limits.memory(1 << 24, 1 << 23, 0))
                .build();

        refused(PLAIN, config, "Minimum memoryswap limit should be larger than memory limit, see usage.");
    }

    @Test
    void aReservationAboveTheLimitIsRefused() {
        HostConfig config = HostConfig.builder()
                .resources(Limits.memory(1 << 24, 0, 1 << 25))
                .build();

        refused(PLAIN, config, "Minimum memory limit should be larger than memory reservation limit, see usage.");
    }

    @Test
    void optionsThatExcludeTheNetworkOfTheHostAreConflicts() {
        conflict(
                ContainerConfig.builder().hostname("h").build(),
                HOST,
                "Conflicting options: -h and the network mode (--net)");
        conflict(
                PLAIN,
                network("host", List.of("x:y"), List.of(), List.of()),
                "Conflicting options: --net=host can't be used with links. This would result in undefined behavior");
        conflict(
                PLAIN,
                network("host", List.of(), List.of("9.9.9.9"), List.of()),
                "Conflicting options: --dns and the network mode (--net)");
        conflict(
                PLAIN,
                network("container:x", List.of(), List.of(), List.of("a:1.2.3.4")),
                "Conflicting options: --add-host and the network mode (--net)");
        conflict(
                ContainerConfig.builder().macAddress("02:42:ac:11:00:99").build(),
                HOST,
                "Conflicting options: --mac-address and the network mode (--net)");
        conflict(
                ContainerConfig.builder().exposedPorts(Set.of("80/tcp")).build(),
                NetworkConfig.ofMode("container:x"),
                "Conflicting options: --expose and the network mode (--expose)");
    }

    @Test
    void badNetworksAreRefused() {
        refused(
                PLAIN,
                with(NetworkConfig.ofMode("container:")),
                "--net: invalid net mode: invalid container format container:<name|id>");
        checks.hostConfig(PLAIN, with(NetworkConfig.ofMode("made-before-the-start")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/tcp", "65536", "90-80/tcp", "80/icmp", "x", "80-/tcp"})
    void portsThatAreNoneAreRefused(String port) {
        refused(
                ContainerConfig.builder().exposedPorts(Set.of(port)).build(),
                with(NetworkConfig.ofMode("bridge")),
                "Invalid containerPort: " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "90-80", "-1", "http"})
    void portsOfTheHostThatAreNoneAreRefused(String port) {
        refused(PLAIN, with(publishing(new HostPort("", port))), "Invalid hostPort: " + port);
    }

    private static NetworkConfig publishing(HostPort binding) {
        return new NetworkConfig(
                "bridge",
                Map.of("80/tcp", List.of(binding)),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void namesThatWouldBreakAFileAreRefused() {
        refused(
                PLAIN,
                with(network("none", List.of(), List.of("9.9.9.9\nx"), List.of())),
                "9.9.9.9\nx is not an ip address");
        refused(
                PLAIN,
                with(network("none", List.of(), List.of(), List.of("nohost"))),
                "bad format for add-host: \"nohost\"");
        refused(
                PLAIN,
                with(network("none", List.of(), List.of(), List.of("a:b c"))),
                "invalid IP address in add-host: \"b c\"");
    }

    @Test
    void badPortsAreRefused() {
        NetworkConfig bindings = new NetworkConfig(
                "none",
                Map.of("80/tcp", List.of(new HostPort("", "http"))),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        refused(PLAIN, with(bindings), "Invalid hostPort: http");
        refused(
                ContainerConfig.builder().exposedPorts(Set.of("x/tcp")).build(),
                HostConfig.empty(),
                "Invalid containerPort: x/tcp");
    }

    @Test
    void badRestartPoliciesAreRefused() {
        refused(PLAIN, restart("wrong", 0), "invalid restart policy 'wrong'");
        refused(PLAIN, restart("on-failure", -1), "maximum retry count cannot be negative");
        refused(PLAIN, restart("always", 2), "maximum retry count cannot be used with restart policy 'always'");
        refused(
                PLAIN,
                restart("always", 0).toBuilder().autoRemove(true).build(),
                "can't create 'AutoRemove' container with restart policy");
    }

    @Test
    void badMountsAreRefused() {
        refused(PLAIN, builder().binds(List.of("/a:/b", "/c:/b/")).build(), "Duplicate bind mount /b");
        refused(
                PLAIN,
                builder().binds(List.of("/tmp:rel")).build(),
                "Invalid volume destination path: 'rel' mount path must be absolute.");
        refused(PLAIN, builder().tmpfs(Map.of("/x", "bogus=1")).build(), "Invalid tmpfs option \"bogus=1\"");
        refused(PLAIN, builder().binds(List.of("/a:/" + "x".repeat(256))).build(), "invalid path: file name too long");
        refused(
                PLAIN,
                builder().tmpfs(Map.of("rel", "")).build(),
                "Invalid volume destination path: 'rel' mount path must be absolute.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/nosuchfolder | /x | ''  | bind source path does not exist: /nosuchfolder",
                "rel           | /x | ''  | invalid mount path: 'rel' mount path must be absolute",
                "/tmp          | x  | ''  | invalid mount path: 'x' mount path must be absolute",
                "/tmp          | /. | ''  | invalid specification: destination can't be '/'",
                "/tmp          | /x | foo | invalid propagation mode: foo",
            })
    void bindsThatMakeNoSenseAreRefused(String source, String target, String propagation, String reason) {
        refused(
                PLAIN,
                mounts(new MountRequest.Bind(source, target, false, propagation)),
                "invalid mount config for type \"bind\": " + reason);
    }

    @Test
    void guardedPathsAreAbsolute() {
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
                Optional.of(List.of("/proc/kcore", "rel")),
                Optional.empty());
        refused(PLAIN, builder().security(asked).build(), "invalid masked or read-only path: 'rel' must be absolute");
    }

    private static HostConfig mounts(MountRequest... mounts) {
        return builder().mounts(List.of(mounts)).build();
    }

    @Test
    void volumesThatMakeNoSenseAreRefused() {
        refused(
                PLAIN,
                mounts(volume("", "/x", true)),
                "invalid mount config for type \"volume\": must not set ReadOnly mode when using anonymous volumes");
        refused(
                PLAIN,
                mounts(volume("", "x", false)),
                "invalid mount config for type \"volume\": invalid mount path: 'x' mount path must be absolute");
    }

    private static MountRequest volume(String name, String target, boolean isReadOnly) {
        return new MountRequest.Volume(name, target, isReadOnly, false, "", Map.of(), Map.of());
    }

    @Test
    void aTargetIsMountedOnce() {
        refused(PLAIN, mounts(volume("a1", "/x", false), volume("a2", "/x/", false)), "Duplicate mount point: /x");
        HostConfig beside = builder()
                .binds(List.of("/tmp:/x"))
                .mounts(List.of(volume("a1", "/x", false)))
                .build();
        refused(PLAIN, beside, "Duplicate mount point: /x");
    }

    @Test
    void aRelativeWorkingDirectoryIsRefused() {
        ContainerConfig config = PLAIN.toBuilder().workingDir("rel").build();

        assertThatThrownBy(() -> checks.config(config))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("The working directory 'rel' is invalid. It needs to be an absolute path.");
    }

    @Test
    void badSecurityOptionsAreRefused() {
        refused(PLAIN, security(List.of("bogus"), "", ""), "Invalid --security-opt: \"bogus\"");
        refused(PLAIN, security(List.of(), "weird", ""), "invalid IPC mode: weird");
        refused(PLAIN, security(List.of(), "", "weird"), "invalid PID mode: weird");
    }

    @Test
    void aSysctlOutsideOfTheNamespacesIsRefused() {
        refused(PLAIN, builder().sysctls(Map.of("kernel.panic", "1")).build(), "sysctl 'kernel.panic' is not allowed");
        refused(
                PLAIN,
                builder()
                        .sysctls(Map.of("net.core.somaxconn", "1"))
                        .network(HOST)
                        .build(),
                "sysctl 'net.core.somaxconn' not allowed in host network namespace");
        refused(
                PLAIN,
                builder().sysctls(Map.of("net../../vm/x", "1")).build(),
                "sysctl 'net../../vm/x' is not allowed");
    }

    private void refused(ContainerConfig config, HostConfig hostConfig, String message) {
        assertThatThrownBy(() -> checks.hostConfig(config, hostConfig))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage(message);
    }

    private void conflict(ContainerConfig config, NetworkConfig network, String message) {
        assertThatThrownBy(() -> checks.hostConfig(config, with(network)))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage(message);
    }

    private static HostConfigBuilder builder() {
        return HostConfig.builder();
    }

    private static HostConfig with(NetworkConfig network) {
        return builder().network(network).build();
    }

    private static HostConfig restart(String name, int count) {
        return builder().restartPolicy(new RestartPolicy(name, count)).build();
    }

    private static HostConfig security(List<String> options, String ipc, String pid) {
        return builder()
                .security(new SecurityConfig(false, List.of(), List.of(), List.of(), options, false, ipc, pid, "", ""))
                .build();
    }

    private static NetworkConfig network(String mode, List<String> links, List<String> dns, List<String> hosts) {
        return new NetworkConfig(mode, Map.of(), false, links, dns, List.of(), List.of(), hosts);
    }
}
