package dev.wharf.execnative.cgroup;

import dev.wharf.spi.exec.DeviceRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules about devices as a program for the kernel's extended packet filter machine. It gets struct bpf_cgroup_dev_ctx
 * (kind of access and device, major, minor) and answers 1 to allow.
 */
final class DeviceProgram {
    private static final int LOAD_WORD = 0x61;
    private static final int AND = 0x54;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int MOVE_REGISTER = 0xbc;
    private static final int MOVE = 0xb7;
    private static final int UNLESS_EQUAL = 0x55;
    private static final int UNLESS_EQUAL_REGISTER = 0x5d;
    private static final int EXIT = 0x95;
    private static final int CONTEXT = 1;
    private static final int TYPE = 2;
    private static final int ACCESS = 3;
    private static final int MAJOR = 4;
    private static final int MINOR = 5;
    private static final int ALL_ACCESS = 7;

    private DeviceProgram() {}

    static long[] of(List<DeviceRule> allowed) {
        List<Long> program = new ArrayList<>();
        program.add(instruction(LOAD_WORD, TYPE, CONTEXT, 0, 0));
        program.add(instruction(AND, TYPE, 0, 0, 0xffff));
        program.add(instruction(LOAD_WORD, ACCESS, CONTEXT, 0, 0));
        program.add(instruction(SHIFT_RIGHT, ACCESS, 0, 0, 16));
        program.add(instruction(LOAD_WORD, MAJOR, CONTEXT, 4, 0));
        program.add(instruction(LOAD_WORD, MINOR, CONTEXT, 8, 0));
        allowed.forEach(rule -> program.addAll(allow(rule)));
        program.add(instruction(MOVE, 0, 0, 0, 0));
        program.add(instruction(EXIT, 0, 0, 0, 0));
        return program.stream().mapToLong(Long::longValue).toArray();
    }

    /** Tests from the last to the first, so that each knows how far the next rule is. */
    private static List<Long> allow(DeviceRule rule) {
        List<Long> program = new ArrayList<>(List.of(instruction(MOVE, 0, 0, 0, 1), instruction(EXIT, 0, 0, 0, 0)));
        rule.minor().ifPresent(minor -> prepend(program, instruction(UNLESS_EQUAL, MINOR, 0, program.size(), minor)));
        rule.major().ifPresent(major -> prepend(program, instruction(UNLESS_EQUAL, MAJOR, 0, program.size(), major)));
        int access = access(rule.access());
        if (access != ALL_ACCESS) {
            prepend(program, instruction(UNLESS_EQUAL_REGISTER, CONTEXT, ACCESS, program.size(), 0));
            prepend(program, instruction(AND, CONTEXT, 0, 0, access));
            prepend(program, instruction(MOVE_REGISTER, CONTEXT, ACCESS, 0, 0));
        }
        if (rule.type() != 'a') {
            prepend(program, instruction(UNLESS_EQUAL, TYPE, 0, program.size(), rule.type() == 'b' ? 1 : 2));
        }
        return program;
    }

    private static void prepend(List<Long> program, long instruction) {
        program.add(0, instruction);
    }

    private static int access(String letters) {
        return (letters.contains("m") ? 1 : 0) | (letters.contains("r") ? 2 : 0) | (letters.contains("w") ? 4 : 0);
    }

    private static long instruction(int code, int target, int source, int offset, int operand) {
        return code | (long) target << 8 | (long) source << 12 | (offset & 0xffffL) << 16 | (long) operand << 32;
    }
}
