package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Condition;
import dev.wharf.spi.exec.SeccompPolicy.Condition.Operator;
import dev.wharf.spi.exec.SeccompPolicy.Rule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeccompProfileTest {
    @Test
    void readsTheWholeFormat() {
        SeccompPolicy policy = policy(
                """
                {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38,
                 "archMap": [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]}],
                 "syscalls": [
                  {"names": ["read", "write"], "action": "SCMP_ACT_ALLOW", "args": null, "comment": "", "includes": {}},
                  {"name": "personality", "action": "SCMP_ACT_ALLOW",
                   "args": [{"index": 0, "value": 18446744073709551615, "op": "SCMP_CMP_EQ"}]},
                  {"names": ["clone"], "action": "SCMP_ACT_ALLOW",
                   "args": [{"index": 0, "value": 2114060288, "valueTwo": 1, "op": "SCMP_CMP_MASKED_EQ"}]},
                  {"names": ["chmod"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13}]}""");

        assertThat(policy.defaultAction()).isEqualTo(Action.errno(38));
        assertThat(policy.rules())
                .containsExactly(
                        new Rule(List.of("read", "write"), Action.allow(), List.of()),
                        new Rule(
                                List.of("personality"),
                                Action.allow(),
                                List.of(new Condition(0, Operator.EQUAL, -1L, 0))),
                        new Rule(
                                List.of("clone"),
                                Action.allow(),
                                List.of(new Condition(0, Operator.MASKED_EQUAL, 2114060288L, 1))),
                        new Rule(List.of("chmod"), Action.errno(13), List.of()));
    }

    @Test
    void takesTestsOfOneArgumentForAlternatives() {
        SeccompPolicy policy = policy(
                """
                {"defaultAction": "SCMP_ACT_KILL", "syscalls": [{"names": ["socket"], "action": "SCMP_ACT_ALLOW",
                 "args": [{"index": 0, "value": 1, "op": "SCMP_CMP_EQ"}, {"index": 0, "value": 2, "op": "SCMP_CMP_EQ"}]}]}""");

        assertThat(policy.rules()).hasSize(2);
    }

    @Test
    void choosesEntriesByWhatTheContainerAndTheHostHave() {
        String profile =
                """
                {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
                 {"names": ["mount"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_SYS_ADMIN"]}},
                 {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "excludes": {"caps": ["CAP_SYS_ADMIN"]}},
                 {"names": ["ptrace"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "4.8"}},
                 {"names": ["later"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "99.0"}},
                 {"names": ["older"], "action": "SCMP_ACT_ALLOW", "excludes": {"minKernel": "4.8"}},
                 {"names": ["s390"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["s390"]}},
                 {"names": ["here"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["amd64", "arm64"]}}]}""";

        assertThat(names(SeccompProfile.parse(profile).policy(Set.of("CHOWN"))))
                .containsExactly("clone3", "ptrace", "here");
        assertThat(names(SeccompProfile.parse(profile).policy(Set.of("SYS_ADMIN"))))
                .containsExactly("mount", "ptrace", "here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"defaultAction\":\"SCMP_ACT_NOTIFY\"}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\"} x",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"architectures\":[\"VAX\"]}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"architectures\":[\"SCMP_ARCH_X86\"],\"archMap\":[{\"architecture\":\"SCMP_ARCH_X86\"}]}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"name\":\"a\",\"names\":[\"b\"],\"action\":\"SCMP_ACT_KILL\"}]}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"name\":\"a\"}]}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"name\":\"a\",\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":-1}]}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"name\":\"a\",\"action\":\"SCMP_ACT_KILL\",\"args\":[{\"index\":6,\"op\":\"SCMP_CMP_EQ\"}]}]}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"name\":\"a\",\"action\":\"SCMP_ACT_KILL\",\"args\":[{\"value\":-1,\"op\":\"SCMP_CMP_EQ\"}]}]}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"name\":\"a\",\"action\":\"SCMP_ACT_KILL\",\"args\":[{\"op\":\"EQ\"}]}]}",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"name\":\"a\",\"action\":\"SCMP_ACT_KILL\",\"includes\":{\"minKernel\":\"x\"}}]}",
            })
    void refusesWhatCannotBeRead(String json) {
        assertThatThrownBy(() -> SeccompProfile.parse(json))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageStartingWith("Decoding seccomp profile failed: ");
    }

    private static SeccompPolicy policy(String json) {
        return SeccompProfile.parse(json).policy(Set.of());
    }

    private static List<String> names(SeccompPolicy policy) {
        return policy.rules().stream().flatMap(rule -> rule.calls().stream()).toList();
    }
}
