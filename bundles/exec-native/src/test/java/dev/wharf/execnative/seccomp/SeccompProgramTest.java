package dev.wharf.execnative.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Condition;
import dev.wharf.spi.exec.SeccompPolicy.Condition.Operator;
import dev.wharf.spi.exec.SeccompPolicy.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeccompProgramTest {
    private static final int ALLOW = 0x7fff0000;
    private static final int EPERM = 0x00050001;
    private static final int KILL = 0x80000000;
    private static final long WIDE = 0x1_0000_0005L;

    private static SeccompPolicy policy(Rule... rules) {
        return new SeccompPolicy(Action.errno(1), List.of(rules));
    }

    private static Rule allow(String call, Condition... conditions) {
        return new Rule(List.of(call), Action.allow(), List.of(conditions));
    }

    private static int answer(SeccompPolicy policy, int number, long... arguments) {
        return FilterMachine.run(SeccompProgram.instructions(policy, false), 0xc000003e, number, arguments);
    }

    @Test
    void callsThatNoRuleNamesFail() {
        SeccompPolicy policy = policy(allow("read"), allow("close"), allow("nosuchcall"));

        assertThat(answer(policy, 0)).isEqualTo(ALLOW);
        assertThat(answer(policy, 1)).isEqualTo(EPERM);
        assertThat(answer(policy, 3)).isEqualTo(ALLOW);
        assertThat(answer(policy, 400)).isEqualTo(EPERM);
    }

    @Test
    void everyCallOfATableFindsItsOwnOutcome() {
        SeccompPolicy policy = policy(allow("read"), allow("openat"), allow("clone3"), allow("mseal"));

        for (int number = 0; number < 500; number++) {
            boolean allowed = number == 0 || number == 257 || number == 435 || number == 462;
            assertThat(answer(policy, number)).as("call " + number).isEqualTo(allowed ? ALLOW : EPERM);
        }
    }

    @Test
    void anotherArchitectureIsKilled() {
        List<Instruction> program = SeccompProgram.instructions(policy(allow("read")), false);

        assertThat(FilterMachine.run(program, 0x40000003, 0)).isEqualTo(KILL);
    }

    @Test
    void callsOfTheX32AbiFail() {
        SeccompPolicy all = new SeccompPolicy(Action.allow(), List.of());

        assertThat(answer(all, 0x40000000)).isEqualTo(EPERM);
        assertThat(answer(all, 5)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @CsvSource({
        "EQUAL, 4294967301, true",
        "EQUAL, 5, false",
        "EQUAL, 4294967302, false",
        "NOT_EQUAL, 4294967301, false",
        "NOT_EQUAL, 5, true",
        "NOT_EQUAL, 4294967300, true",
        "LESS, 4294967300, true",
        "LESS, 4294967301, false",
        "LESS, 8589934592, false",
        "LESS, 7, true",
        "LESS_OR_EQUAL, 4294967301, true",
        "LESS_OR_EQUAL, 4294967302, false",
        "LESS_OR_EQUAL, 6, true",
        "GREATER, 4294967301, false",
        "GREATER, 4294967302, true",
        "GREATER, 8589934592, true",
        "GREATER, 9, false",
        "GREATER_OR_EQUAL, 4294967301, true",
        "GREATER_OR_EQUAL, 4294967300, false",
        "GREATER_OR_EQUAL, -1, true",
    })
    void argumentsAreComparedInFull(Operator operator, long argument, boolean holds) {
        SeccompPolicy policy = policy(allow("read", new Condition(1, operator, WIDE, 0)));

        assertThat(answer(policy, 0, 0, argument)).isEqualTo(holds ? ALLOW : EPERM);
    }

    @Test
    void masksApplyToBothWords() {
        SeccompPolicy policy = policy(allow("clone", new Condition(0, Operator.MASKED_EQUAL, 0x1_7e02_0000L, 0)));

        assertThat(answer(policy, 56, 0x11)).isEqualTo(ALLOW);
        assertThat(answer(policy, 56, 0x1000_0011)).isEqualTo(EPERM);
        assertThat(answer(policy, 56, 0x1_0000_0000L)).isEqualTo(EPERM);
    }

    @Test
    void theFirstRuleThatHoldsDecides() {
        SeccompPolicy policy = policy(
                allow("personality", new Condition(0, Operator.EQUAL, 0, 0)),
                allow("personality", new Condition(0, Operator.EQUAL, 8, 0)),
                new Rule(List.of("personality"), Action.errno(38), List.of()));

        assertThat(answer(policy, 135, 8)).isEqualTo(ALLOW);
        assertThat(answer(policy, 135, 9)).isEqualTo(0x00050026);
    }

    @Test
    void bothTablesKnowTheCallsThatEveryProgramMakes() {
        for (String architecture : List.of("x86_64", "aarch64")) {
            SystemCalls calls = SystemCalls.of(architecture);
            for (String name : List.of("read", "write", "openat", "mmap", "execve", "exit_group", "newfstatat")) {
                boolean known = calls.number(name).isPresent()
                        || calls.number("fstatat").isPresent();
                assertThat(known).as(architecture + " " + name).isTrue();
            }
        }
    }
}
