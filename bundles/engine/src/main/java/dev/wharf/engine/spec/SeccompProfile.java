package dev.wharf.engine.spec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Condition;
import dev.wharf.spi.exec.SeccompPolicy.Condition.Operator;
import dev.wharf.spi.exec.SeccompPolicy.Rule;
import dev.wharf.store.JsonText;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A system call filter in the format of Docker 20.10 (profiles/seccomp), of which that of the OCI runtime specification is a
 * part. Architectures are checked and have no effect: a filter is for that of the host.
 *
 * @param defaultAction for calls that no entry names
 * @param defaultErrnoRet error number of that action
 * @param architectures such as {@code SCMP_ARCH_X86_64}
 * @param archMap the same, with those that go with each
 * @param syscalls entries; the first that matches decides
 */
record SeccompProfile(
        Optional<String> defaultAction,
        OptionalInt defaultErrnoRet,
        List<String> architectures,
        List<ArchMap> archMap,
        List<Entry> syscalls) {
    private static final int EPERM = 1;

    private static final Map<String, Action.Kind> ACTIONS = Map.of(
            "SCMP_ACT_ALLOW", Action.Kind.ALLOW,
            "SCMP_ACT_ERRNO", Action.Kind.ERRNO,
            "SCMP_ACT_KILL", Action.Kind.KILL,
            "SCMP_ACT_KILL_THREAD", Action.Kind.KILL,
            "SCMP_ACT_KILL_PROCESS", Action.Kind.KILL,
            "SCMP_ACT_TRAP", Action.Kind.TRAP,
            "SCMP_ACT_TRACE", Action.Kind.TRACE,
            "SCMP_ACT_LOG", Action.Kind.LOG);

    private static final Map<String, Operator> OPERATORS = Map.of(
            "SCMP_CMP_EQ", Operator.EQUAL,
            "SCMP_CMP_NE", Operator.NOT_EQUAL,
            "SCMP_CMP_LT", Operator.LESS,
            "SCMP_CMP_LE", Operator.LESS_OR_EQUAL,
            "SCMP_CMP_GT", Operator.GREATER,
            "SCMP_CMP_GE", Operator.GREATER_OR_EQUAL,
            "SCMP_CMP_MASKED_EQ", Operator.MASKED_EQUAL);

    private static final Set<String> ARCHITECTURES =
            Set.of(("X86 X86_64 X32 ARM AARCH64 MIPS MIPS64 MIPS64N32 MIPSEL MIPSEL64 MIPSEL64N32 PPC PPC64 PPC64LE"
                            + " S390 S390X PARISC PARISC64 RISCV64 LOONGARCH64")
                    .split(" "));

    /** An architecture with those whose programs it runs, too. */
    record ArchMap(Optional<String> architecture, List<String> subArchitectures) {}

    /** What happens to some calls. */
    record Entry(
            Optional<String> name,
            List<String> names,
            Optional<String> action,
            OptionalInt errnoRet,
            List<Argument> args,
            Optional<SeccompFilter> includes,
            Optional<SeccompFilter> excludes) {}

    /** A test of an argument; an unsigned 64-bit value. */
    record Argument(int index, Optional<BigInteger> value, Optional<BigInteger> valueTwo, Optional<String> op) {}

    /**
     * Reads a profile.
     *
     * @throws EngineException InvalidArgument, with the beginning of Docker's text
     */
    static SeccompProfile parse(String json) {
        try {
            SeccompProfile profile = JsonText.read(SeccompProfile.class, json);
            profile.check();
            return profile;
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The filter for processes with these capabilities.
     *
     * @param capabilities names without {@code CAP_}
     */
    SeccompPolicy policy(Set<String> capabilities) {
        List<Rule> rules = syscalls.stream()
                .filter(entry -> entry.includes
                        .map(filter -> filter.includes(capabilities))
                        .orElse(true))
                .filter(entry -> entry.excludes
                        .map(filter -> !filter.excludes(capabilities))
                        .orElse(true))
                .flatMap(SeccompProfile::rules)
                .toList();
        return new SeccompPolicy(action(defaultAction, defaultErrnoRet), rules);
    }

    private void check() {
        refuseIf(!architectures.isEmpty() && !archMap.isEmpty(), "use either 'architectures' or 'archMap'");
        architectures.forEach(SeccompProfile::checkArchitecture);
        for (ArchMap map : archMap) {
            checkArchitecture(map.architecture.orElse(""));
            map.subArchitectures.forEach(SeccompProfile::checkArchitecture);
        }
        for (Entry entry : syscalls) {
            refuseIf(entry.name.isPresent() && !entry.names.isEmpty(), "use either 'name' or 'names'");
            Stream.of(entry.includes, entry.excludes).flatMap(Optional::stream).forEach(SeccompFilter::check);
            rules(entry).forEach(rule -> {}); // each is read once
        }
        action(defaultAction, defaultErrnoRet);
    }

    private static void checkArchitecture(String name) {
        String bare = name.startsWith("SCMP_ARCH_") ? name.substring("SCMP_ARCH_".length()) : "";
        refuseIf(!ARCHITECTURES.contains(bare), "unknown architecture \"" + name + "\"");
    }

    /** Tests of one argument twice are alternatives: libcontainer of runc 1.0, seccomp_linux.go, matchCall. */
    private static Stream<Rule> rules(Entry entry) {
        List<String> calls = entry.name.map(List::of).orElse(entry.names);
        Action action = action(entry.action, entry.errnoRet);
        List<Condition> conditions =
                entry.args.stream().map(SeccompProfile::condition).toList();
        Set<Integer> arguments =
                new TreeSet<>(entry.args.stream().map(Argument::index).toList());
        return arguments.size() == conditions.size()
                ? Stream.of(new Rule(calls, action, conditions))
                : conditions.stream().map(condition -> new Rule(calls, action, List.of(condition)));
    }

    private static Action action(Optional<String> name, OptionalInt errno) {
        Action.Kind kind = Optional.ofNullable(ACTIONS.get(name.orElse("")))
                .orElseThrow(() -> refused("unknown action \"" + name.orElse("") + "\""));
        int number = kind == Action.Kind.ERRNO ? errno.orElse(EPERM) : 0;
        refuseIf(number < 0 || number > 4095, "error number " + number + " is not from 0 to 4095");
        return new Action(kind, number);
    }

    private static Condition condition(Argument argument) {
        refuseIf(argument.index < 0 || argument.index > 5, "argument " + argument.index + " is not from 0 to 5");
        Operator operator = Optional.ofNullable(OPERATORS.get(argument.op.orElse("")))
                .orElseThrow(() -> refused("unknown operator \"" + argument.op.orElse("") + "\""));
        long masked = operator == Operator.MASKED_EQUAL ? value(argument.valueTwo) : 0;
        return new Condition(argument.index, operator, value(argument.value), masked);
    }

    private static long value(Optional<BigInteger> value) {
        BigInteger number = value.orElse(BigInteger.ZERO);
        refuseIf(number.signum() < 0 || number.bitLength() > Long.SIZE, "value " + number + " has more than 64 bits");
        return number.longValue();
    }

    private static void refuseIf(boolean wrong, String why) {
        if (wrong) {
            throw refused(why);
        }
    }

    /** The refusal of a profile. */
    static EngineException refused(String why) {
        return new EngineException.InvalidArgument("Decoding seccomp profile failed: " + why);
    }
}
