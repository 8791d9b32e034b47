package dev.wharf.execnative.seccomp;

import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to a call: the first rule whose conditions hold decides, else the last action.
 *
 * @param rules with conditions, in order
 * @param last when none holds
 */
record Outcome(List<Rule> rules, Action last) {

    /** Rules behind one without conditions never matter. */
    static Outcome of(Action defaultAction, List<Rule> all) {
        List<Rule> conditional = new ArrayList<>();
        for (Rule rule : all) {
            if (rule.conditions().isEmpty()) {
                return new Outcome(List.copyOf(conditional), rule.action());
            }
            conditional.add(rule);
        }
        return new Outcome(List.copyOf(conditional), defaultAction);
    }

    List<Instruction> instructions() {
        List<Instruction> program = new ArrayList<>();
        for (Rule rule : rules) {
            program.addAll(Conditions.guard(rule.conditions(), Instruction.answer(value(rule.action()))));
        }
        program.add(Instruction.answer(value(last)));
        return program;
    }

    /** The return value of a filter, SECCOMP_RET_* of linux/seccomp.h. */
    static int value(Action action) {
        return switch (action.kind()) {
            case ALLOW -> 0x7fff0000;
            case ERRNO -> 0x00050000 | (action.errno() & 0xffff);
            case KILL -> 0x80000000;
            case TRAP -> 0x00030000;
            case TRACE -> 0x7ff00000 | (action.errno() & 0xffff);
            case LOG -> 0x7ffc0000;
        };
    }
}
