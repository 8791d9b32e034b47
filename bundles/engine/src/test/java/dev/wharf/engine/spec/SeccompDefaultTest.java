package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.SecurityConfig;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Condition;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeccompDefaultTest {
    private static final Action EPERM = Action.errno(1);
    private static final Action ENOSYS = Action.errno(38);

    private final SeccompPolicy policy = SeccompDefault.of(Capabilities.of(SecurityConfig.empty()));

    @ParameterizedTest
    @ValueSource(strings = {"read", "openat2", "clone", "statx", "chroot", "faccessat2", "rseq", "execve", "prctl"})
    void allowsOrdinaryCalls(String call) {
        assertThat(outcome(policy, call, 0)).isEqualTo(Action.allow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io_uring_setup",
                "io_uring_enter",
                "mount",
                "unshare",
                "setns",
                "bpf",
                "keyctl",
                "add_key",
                "kexec_load",
                "init_module",
                "reboot",
                "open_by_handle_at",
                "userfaultfd",
                "settimeofday",
                "socketcall"
            })
    void refusesDangerousCalls(String call) {
        assertThat(outcome(policy, call, 0)).isEqualTo(EPERM);
    }

    @Test
    void refusesNewNamespacesByClone() {
        assertThat(outcome(policy, "clone", 0x10000000L)).isEqualTo(EPERM);
        assertThat(outcome(policy, "clone", 0x00000100L)).isEqualTo(Action.allow());
        assertThat(outcome(policy, "clone3", 0)).isEqualTo(ENOSYS);
    }

    @Test
    void refusesSocketsThatReachBeyondTheContainer() {
        assertThat(outcome(policy, "socket", 2)).isEqualTo(Action.allow());
        assertThat(outcome(policy, "socket", 38)).isEqualTo(EPERM);
        assertThat(outcome(policy, "socket", 40)).isEqualTo(EPERM);
        assertThat(outcome(policy, "socket", 0x1_0000_0000L | 40)).isEqualTo(EPERM);
    }

    @Test
    void allowsKnownPersonalitiesAlone() {
        assertThat(outcome(policy, "personality", 0x20000)).isEqualTo(Action.allow());
        assertThat(outcome(policy, "personality", 0x0040000)).isEqualTo(EPERM);
    }

    @Test
    void growsWithCapabilities() {
        SeccompPolicy admin = SeccompDefault.of(Set.of("SYS_ADMIN", "SYS_TIME"));

        assertThat(outcome(admin, "mount", 0)).isEqualTo(Action.allow());
        assertThat(outcome(admin, "clone3", 0)).isEqualTo(Action.allow());
        assertThat(outcome(admin, "clone", 0x10000000L)).isEqualTo(Action.allow());
        assertThat(outcome(admin, "settimeofday", 0)).isEqualTo(Action.allow());
        assertThat(outcome(admin, "reboot", 0)).isEqualTo(EPERM);
        assertThat(outcome(admin, "io_uring_setup", 0)).isEqualTo(EPERM);
    }

    /** What the first rule that matches says, as the SPI describes it. */
    private static Action outcome(SeccompPolicy policy, String call, long firstArgument) {
        return policy.rules().stream()
                .filter(rule -> rule.calls().contains(call))
                .filter(rule -> rule.conditions().stream().allMatch(condition -> holds(condition, firstArgument)))
                .findFirst()
                .map(SeccompPolicy.Rule::action)
                .orElse(policy.defaultAction());
    }

    private static boolean holds(Condition condition, long argument) {
        return switch (condition.operator()) {
            case EQUAL -> argument == condition.value();
            case MASKED_EQUAL -> (argument & condition.value()) == condition.masked();
            default -> throw new IllegalStateException("not used: " + condition);
        };
    }
}
