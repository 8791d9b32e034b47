package dev.wharf.execoci.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.execoci.view.Identity;
import dev.wharf.linux.Linux;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.DeviceRule;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.ResourceLimit;
import dev.wharf.spi.exec.Resources;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundleConfigTest {
    private static final Identity USER = new Identity(7, 8, List.of(9), "/home/me");

    private static ProcessSpec process(List<ResourceLimit> limits, Set<String> capabilities) {
        SeccompPolicy.Rule rule = new SeccompPolicy.Rule(
                List.of("kill"),
                SeccompPolicy.Action.errno(38),
                List.of(new SeccompPolicy.Condition(1, SeccompPolicy.Condition.Operator.MASKED_EQUAL, -1, 0)));
        return new ProcessSpec(
                List.of("sh", "-c", "true"),
                List.of("A=b"),
                "/work",
                "me",
                List.of(),
                capabilities,
                limits,
                true,
                true,
                12,
                Optional.of(new SeccompPolicy(SeccompPolicy.Action.allow(), List.of(rule))),
                "");
    }

    private static TaskSpec task(ProcessSpec process) {
        Namespace own = new Namespace.New();
        return new TaskSpec(
                new TaskId("t"),
                process,
                List.of(),
                true,
                List.of(),
                List.of(),
                new Namespaces(new Namespace.Join(new TaskId("o")), own, own, own, new Namespace.Host()),
                new CgroupSpec(
                        "/parent",
                        "t",
                        Resources.unlimited(),
                        List.of(new DeviceRule('c', OptionalInt.of(1), OptionalInt.empty(), "rw"))),
                "host",
                "domain",
                List.of("/proc/kcore"),
                List.of("/proc/sys"),
                Map.of());
    }

    private static JsonNode json(ProcessSpec process, List<TaskMount> mounts) {
        Map<String, Object> inside = new ProcessConfig(Linux.kernel(), process, USER).json();
        return new ObjectMapper().valueToTree(new BundleConfig(task(process), id -> 77).json(inside, mounts));
    }

    private static JsonNode json() {
        return json(process(List.of(), Set.of()), List.of());
    }

    @Test
    void aProcessIsToldWithItsIdentity() {
        JsonNode process = json().path("process");

        assertThat(process.path("user").path("uid").asInt()).isEqualTo(7);
        assertThat(process.path("user").path("additionalGids")).hasToString("[8,9]");
        assertThat(process.path("env")).hasToString("[\"A=b\",\"HOME=/home/me\"]");
        assertThat(process.path("capabilities").path("effective")).isEmpty();
        assertThat(process.path("oomScoreAdj").asInt()).isEqualTo(12);
    }

    @Test
    void namespacesThatAreJoinedAreReachedThroughTheOthersProcess() {
        assertThat(json().path("linux").path("namespaces").toString())
                .contains("/proc/77/ns/net")
                .doesNotContain("\"cgroup\"");
    }

    @Test
    void allDevicesAreDeniedFirst() {
        JsonNode devices = json().path("linux").path("resources").path("devices");

        assertThat(devices.get(0).path("allow").asBoolean()).isFalse();
        assertThat(devices.get(1).path("major").asInt()).isEqualTo(1);
        assertThat(devices.get(1).has("minor")).isFalse();
    }

    @Test
    void aDomainNameIsASysctl() {
        assertThat(json().path("linux").path("sysctl").path("kernel.domainname").asText())
                .isEqualTo("domain");
    }

    @Test
    void filtersKeepErrorNumbersAndUnsignedValues() {
        JsonNode rule = json().path("linux").path("seccomp").path("syscalls").get(0);

        assertThat(rule.path("errnoRet").asInt()).isEqualTo(38);
        assertThat(rule.path("args").get(0).path("value").bigIntegerValue()).hasToString("18446744073709551615");
        assertThat(rule.path("args").get(0).path("op").asText()).isEqualTo("SCMP_CMP_MASKED_EQ");
    }

    @Test
    void sharedMountsNeedASharedRoot() {
        TaskMount shared = new TaskMount(Mount.of("bind", "/tmp", List.of("rbind", "rshared", "z")), "/there");

        JsonNode json = json(process(List.of(), Set.of()), List.of(shared));

        assertThat(json.path("linux").path("rootfsPropagation").asText()).isEqualTo("shared");
        assertThat(json.path("mounts").get(0).path("options")).hasToString("[\"rbind\",\"rshared\"]");
        assertThat(json().path("linux").has("rootfsPropagation")).isFalse();
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> json(process(List.of(), Set.of("FLY")), List.of()))
                .hasMessage("unknown capability: FLY");
        assertThatThrownBy(() -> json(process(List.of(new ResourceLimit("height", 1, 1)), Set.of()), List.of()))
                .hasMessage("invalid ulimit type: height");
    }
}
