package dev.wharf.execnative.seccomp;

import dev.wharf.linux.launch.Call;
import dev.wharf.spi.exec.SeccompPolicy;
import dev.wharf.spi.exec.SeccompPolicy.Action;
import dev.wharf.spi.exec.SeccompPolicy.Rule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles a policy. The call's number is searched in a tree of ranges with the same outcome: a chain of comparisons would
 * be as quick to run, because the kernel remembers which calls are always allowed (since 5.11), but it walks the whole
 * program once per call to find that out, at every load.
 */
public final class SeccompProgram {
    private static final int ARCHITECTURE_OFFSET = 4;
    private static final int X86_64 = 0xc000003e;
    private static final int AARCH64 = 0xc00000b7;
    /** Numbers from here on are calls of the x32 ABI, which no policy of ours allows. */
    private static final int X32 = 0x40000000;

    private static final int KEPT = 64;
    private static final Map<SeccompPolicy, byte[]> COMPILED = new ConcurrentHashMap<>();
    /** A policy has hundreds of names; the very same one as before is known without comparing them. */
    private static volatile Compiled latest = new Compiled(new SeccompPolicy(Action.allow(), List.of()), new byte[0]);

    private record Compiled(SeccompPolicy policy, byte[] program) {}

    private final SeccompPolicy policy;
    private final SystemCalls calls;
    private final boolean arm;

    private SeccompProgram(SeccompPolicy policy, boolean arm) {
        this.policy = policy;
        this.arm = arm;
        this.calls = SystemCalls.of(arm ? "aarch64" : "x86_64");
    }

    /** The program for this machine: an array of struct sock_filter. */
    @SuppressWarnings("ReferenceEquality") // equal ones are found in the map, at more cost
    public static byte[] compile(SeccompPolicy policy) {
        Compiled known = latest;
        if (known.policy() != policy) {
            known = new Compiled(policy, compiled(policy));
            latest = known;
        }
        return known.program().clone();
    }

    private static byte[] compiled(SeccompPolicy policy) {
        if (COMPILED.size() > KEPT) {
            COMPILED.clear();
        }
        return COMPILED.computeIfAbsent(policy, p -> bytes(instructions(p, Call.onArm())));
    }

    /** How many instructions a program has. */
    public static int length(byte[] program) {
        return program.length / Instruction.BYTES;
    }

    static List<Instruction> instructions(SeccompPolicy policy, boolean arm) {
        return new SeccompProgram(policy, arm).compile();
    }

    private static byte[] bytes(List<Instruction> program) {
        ByteBuffer buffer = ByteBuffer.allocate(program.size() * Instruction.BYTES)
                .order(arm() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.nativeOrder());
        program.forEach(instruction -> instruction.writeTo(buffer));
        return buffer.array();
    }

    private static boolean arm() {
        return Call.onArm();
    }

    private List<Instruction> compile() {
        List<Instruction> program = new ArrayList<>();
        program.add(Instruction.load(ARCHITECTURE_OFFSET));
        program.add(Instruction.ifEqual(arm ? AARCH64 : X86_64, 1, 0));
        program.add(Instruction.answer(Outcome.value(new Action(Action.Kind.KILL, 0))));
        program.add(Instruction.load(0));
        program.addAll(tree(ranges()));
        return program;
    }

    /** The first number of each range, with what happens to its calls. */
    private List<Range> ranges() {
        Outcome otherwise = Outcome.of(policy.defaultAction(), List.of());
        List<Range> ranges = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Integer, List<Rule>> entry : rulesByNumber().entrySet()) {
            int number = entry.getKey();
            if (number > next) {
                append(ranges, next, otherwise);
            }
            append(ranges, number, Outcome.of(policy.defaultAction(), entry.getValue()));
            next = number + 1;
        }
        append(ranges, next, otherwise);
        if (!arm) {
            append(ranges, X32, Outcome.of(Action.errno(1), List.of()));
        }
        return ranges;
    }

    private static void append(List<Range> ranges, int first, Outcome outcome) {
        if (ranges.isEmpty() || !ranges.get(ranges.size() - 1).outcome().equals(outcome)) {
            ranges.add(new Range(first, outcome));
        }
    }

    private Map<Integer, List<Rule>> rulesByNumber() {
        Map<Integer, List<Rule>> rules = new TreeMap<>();
        for (Rule rule : policy.rules()) {
            for (String name : rule.calls()) {
                OptionalInt number = calls.number(name);
                if (number.isPresent()) {
                    rules.computeIfAbsent(number.getAsInt(), n -> new ArrayList<>())
                            .add(rule);
                }
            }
        }
        return rules;
    }

    private static List<Instruction> tree(List<Range> ranges) {
        if (ranges.size() == 1) {
            return ranges.get(0).outcome().instructions();
        }
        int middle = ranges.size() / 2;
        List<Instruction> below = tree(ranges.subList(0, middle));
        List<Instruction> program = new ArrayList<>();
        program.add(Instruction.ifGreaterOrEqual(ranges.get(middle).first(), 0, 1));
        program.add(Instruction.jump(below.size()));
        program.addAll(below);
        program.addAll(tree(ranges.subList(middle, ranges.size())));
        return program;
    }

    private record Range(int first, Outcome outcome) {}
}
