package dev.wharf.execnative.seccomp;

import dev.wharf.spi.exec.SeccompPolicy.Condition;
import java.util.ArrayList;
import java.util.List;

/** Tests of arguments, each of 64 bits and so of two words, low word first. */
final class Conditions {
    private static final int ARGUMENTS_OFFSET = 16;

    private Conditions() {}

    /** The instruction is reached when all conditions hold; otherwise what follows it. */
    static List<Instruction> guard(List<Condition> conditions, Instruction guarded) {
        List<Instruction> program = new ArrayList<>(List.of(guarded));
        for (int i = conditions.size() - 1; i >= 0; i--) {
            program.addAll(0, test(conditions.get(i), program.size()));
        }
        return program;
    }

    /**
     * Goes on behind itself when the condition holds.
     *
     * @param fail how many instructions to pass over behind the test when it does not
     */
    private static List<Instruction> test(Condition condition, int fail) {
        int low = (int) condition.value();
        int high = (int) (condition.value() >>> 32);
        Instruction loadHigh = Instruction.load(ARGUMENTS_OFFSET + 8 * condition.argument() + 4);
        Instruction loadLow = Instruction.load(ARGUMENTS_OFFSET + 8 * condition.argument());
        return switch (condition.operator()) {
            case EQUAL -> List.of(
                    loadHigh, Instruction.ifEqual(high, 0, fail + 2), loadLow, Instruction.ifEqual(low, 0, fail));
            case NOT_EQUAL -> List.of(
                    loadHigh, Instruction.ifEqual(high, 0, 2), loadLow, Instruction.ifEqual(low, fail, 0));
            case GREATER -> ordered(loadHigh, loadLow, high, Instruction.ifGreater(low, 0, fail), fail);
            case GREATER_OR_EQUAL -> ordered(loadHigh, loadLow, high, Instruction.ifGreaterOrEqual(low, 0, fail), fail);
            case LESS -> reversed(loadHigh, loadLow, high, Instruction.ifGreaterOrEqual(low, fail, 0), fail);
            case LESS_OR_EQUAL -> reversed(loadHigh, loadLow, high, Instruction.ifGreater(low, fail, 0), fail);
            case MASKED_EQUAL -> masked(condition, loadHigh, loadLow, fail);
        };
    }

    private static List<Instruction> ordered(
            Instruction loadHigh, Instruction loadLow, int high, Instruction lowTest, int fail) {
        return List.of(
                loadHigh, Instruction.ifGreater(high, 3, 0), Instruction.ifEqual(high, 0, fail + 2), loadLow, lowTest);
    }

    private static List<Instruction> reversed(
            Instruction loadHigh, Instruction loadLow, int high, Instruction lowTest, int fail) {
        return List.of(
                loadHigh, Instruction.ifGreater(high, fail + 3, 0), Instruction.ifEqual(high, 0, 2), loadLow, lowTest);
    }

    private static List<Instruction> masked(Condition condition, Instruction loadHigh, Instruction loadLow, int fail) {
        return List.of(
                loadHigh,
                Instruction.and((int) (condition.value() >>> 32)),
                Instruction.ifEqual((int) (condition.masked() >>> 32), 0, fail + 3),
                loadLow,
                Instruction.and((int) condition.value()),
                Instruction.ifEqual((int) condition.masked(), 0, fail));
    }
}
