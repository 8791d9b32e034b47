package dev.wharf.execnative.seccomp;

import java.util.List;

/** Runs a filter program as the kernel does, for tests. */
final class FilterMachine {
    private FilterMachine() {}

    static int run(List<Instruction> program, int architecture, int number, long... arguments) {
        int accumulator = 0;
        for (int at = 0; ; at++) {
            Instruction one = program.get(at);
            switch (one.code()) {
                case 0x20 -> accumulator = word(one.operand(), architecture, number, arguments);
                case 0x54 -> accumulator &= one.operand();
                case 0x05 -> at += one.operand();
                case 0x15 -> at += accumulator == one.operand() ? one.ifTrue() : one.ifFalse();
                case 0x25 -> at +=
                        Integer.compareUnsigned(accumulator, one.operand()) > 0 ? one.ifTrue() : one.ifFalse();
                case 0x35 -> at +=
                        Integer.compareUnsigned(accumulator, one.operand()) >= 0 ? one.ifTrue() : one.ifFalse();
                case 0x06 -> {
                    return one.operand();
                }
                default -> throw new IllegalStateException("instruction " + one);
            }
        }
    }

    private static int word(int offset, int architecture, int number, long... arguments) {
        if (offset == 0) {
            return number;
        }
        if (offset == 4) {
            return architecture;
        }
        int index = (offset - 16) / 8;
        long argument = index < arguments.length ? arguments[index] : 0;
        return (int) (offset % 8 == 0 ? argument : argument >>> 32);
    }
}
