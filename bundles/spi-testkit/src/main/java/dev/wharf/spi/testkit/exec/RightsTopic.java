package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Condition;
import dev.wharf.spi.exec.SeccompPolicy.Rule;
import dev.wharf.spi.exec.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What processes may do: capabilities, system call filters, limits. */
abstract class RightsTopic extends ExecutionTopic {
    private static final int EPERM = 1;
    private static final Command SHOW = Command.shell("grep -E 'Cap|NoNewPrivs|Seccomp:' /proc/self/status");

    @Test
    void rootHasTheCapabilitiesThatWereGiven() {
        assertThat(rig().output(Command.shell("grep Cap /proc/self/status").capabilities("CHOWN", "KILL", "SETGID")))
                .contains("CapInh:\t0000000000000000")
                .contains("CapPrm:\t0000000000000061")
                .contains("CapEff:\t0000000000000061")
                .contains("CapBnd:\t0000000000000061")
                .contains("CapAmb:\t0000000000000000");
    }

    @Test
    void noneIsPossible() {
        assertThat(rig().output(Command.shell("grep Cap /proc/self/status").capabilities()))
                .contains("CapEff:\t0000000000000000")
                .contains("CapBnd:\t0000000000000000");
    }

    @Test
    void anotherUserHasNoneInForce() {
        assertThat(rig().output(Command.shell("grep Cap /proc/self/status")
                        .user("me")
                        .capabilities("CHOWN")))
                .contains("CapPrm:\t0000000000000000")
                .contains("CapEff:\t0000000000000000")
                .contains("CapBnd:\t0000000000000001");
    }

    @Test
    void anUnknownCapabilityIsRefused() {
        assertFails(Kind.INVALID_ARGUMENT, () -> {
            Running<Task> box = rig().create(Command.of("true").capabilities("FLY"));
            box.process().start();
        });
    }

    @Test
    void noFilterIsInForceUnlessOneWasGiven() {
        assertThat(rig().output(SHOW)).contains("NoNewPrivs:\t0").contains("Seccomp:\t0");
    }

    @Test
    void noNewPrivilegesAreSet() {
        assertThat(rig().output(Command.shell("grep NoNewPrivs /proc/self/status")
                        .noNewPrivileges()))
                .contains("NoNewPrivs:\t1");
    }

    @Test
    void aFilteredCallFails() {
        assertThat(rig().output(filtered("mkdir /made; echo code $?"))).contains("code 1");
        assertThat(rig().root().resolve("made")).doesNotExist();
    }

    @Test
    void aFilterIsInForceWithNoNewPrivilegesToo() {
        assertThat(rig().output(filtered("mkdir /made; echo code $?").noNewPrivileges()))
                .contains("code 1");
    }

    @Test
    void aFilterLooksAtArguments() {
        Rule noTest = new Rule(
                List.of("kill"), Action.errno(EPERM), List.of(new Condition(1, Condition.Operator.EQUAL, 0, 0)));
        Command command = Command.shell("kill -0 $$ 2>/dev/null || echo refused; kill -CONT $$ && echo sent")
                .seccomp(new SeccompPolicy(Action.allow(), List.of(noTest)));

        assertThat(rig().output(command)).isEqualTo("refused\nsent\n");
    }

    private static Command filtered(String script) {
        Rule rule = new Rule(List.of("mkdir", "mkdirat", "no_such_call"), Action.errno(EPERM), List.of());
        return Command.shell(script).seccomp(new SeccompPolicy(Action.allow(), List.of(rule)));
    }

    @Test
    void limitsAreSet() {
        assertThat(rig().output(Command.shell("ulimit -S -n; ulimit -H -n").limit("nofile", 100, 200)))
                .isEqualTo("100\n200\n");
    }

    @Test
    void anUnknownLimitIsRefused() {
        assertFails(Kind.INVALID_ARGUMENT, () -> {
            Running<Task> box = rig().create(Command.of("true").limit("height", 1, 1));
            box.process().start();
        });
    }

    @Test
    void theScoreForTheOutOfMemoryKillerIsSet() throws IOException {
        Running<Task> box = rig().start(Command.of("sleep", "1000").oomScoreAdjust(321));

        assertThat(Files.readString(Path.of("/proc/" + box.process().pid() + "/oom_score_adj"))
                        .strip())
                .isEqualTo("321");
    }
}
