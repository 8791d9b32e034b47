package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A system call filter: the first rule that matches decides, else the default.
 *
 * @param defaultAction for calls that no rule names
 * @param rules in order
 */
public record SeccompPolicy(Action defaultAction, List<Rule> rules) {

    /**
     * What happens to a call.
     *
     * @param kind the outcome
     * @param errno what an {@link Kind#ERRNO} outcome returns; 0 for the others
     */
    public record Action(Kind kind, int errno) {
        /** Checks the kind. */
        public Action {
            requireNonNull(kind, "kind");
        }

        /** The outcomes. */
        public enum Kind {
            /** The call is made. */
            ALLOW,
            /** The call fails with an error number. */
            ERRNO,
            /** The process is killed. */
            KILL,
            /** The thread gets SIGSYS. */
            TRAP,
            /** A tracer is asked. */
            TRACE,
            /** The call is made and logged. */
            LOG
        }

        /** The call is made. */
        public static Action allow() {
            return new Action(Kind.ALLOW, 0);
        }

        /** The call fails with an error number. */
        public static Action errno(int errno) {
            return new Action(Kind.ERRNO, errno);
        }
    }

    /**
     * A rule.
     *
     * @param calls names of system calls; those that the architecture does not have are passed over
     * @param action what happens
     * @param conditions on the arguments, all of which must hold
     */
    public record Rule(List<String> calls, Action action, List<Condition> conditions) {
        /** Checks and copies. */
        public Rule {
            calls = List.copyOf(calls);
            requireNonNull(action, "action");
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A test of an argument.
     *
     * @param argument 0 to 5
     * @param operator how it is compared
     * @param value with this; the mask of {@link Operator#MASKED_EQUAL}
     * @param masked what the masked argument must equal; 0 for the other operators
     */
    public record Condition(int argument, Operator operator, long value, long masked) {
        /** Checks the operator. */
        public Condition {
            requireNonNull(operator, "operator");
        }

        /** Comparisons of unsigned 64-bit values. */
        public enum Operator {
            /** equal */
            EQUAL,
            /** not equal */
            NOT_EQUAL,
            /** less */
            LESS,
            /** less or equal */
            LESS_OR_EQUAL,
            /** greater */
            GREATER,
            /** greater or equal */
            GREATER_OR_EQUAL,
            /** {@code (argument & value) == masked} */
            MASKED_EQUAL
        }
    }

    /** Checks and copies. */
    public SeccompPolicy {
        requireNonNull(defaultAction, "defaultAction");
        rules = List.copyOf(rules);
    }
}
