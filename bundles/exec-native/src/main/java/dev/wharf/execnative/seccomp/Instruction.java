package dev.wharf.execnative.seccomp;

import java.nio.ByteBuffer;

/**
 * An instruction of the classic packet filter machine, struct sock_filter of linux/filter.h.
 *
 * @param code operation
 * @param ifTrue how many instructions to pass over when a test holds
 * @param ifFalse how many when it does not
 * @param operand a constant, an offset or a distance
 */
record Instruction(int code, int ifTrue, int ifFalse, int operand) {
    static final int BYTES = 8;
    private static final int LOAD_WORD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP = 0x05;
    private static final int IF_EQUAL = 0x15;
    private static final int IF_GREATER = 0x25;
    private static final int IF_GREATER_OR_EQUAL = 0x35;
    private static final int RETURN = 0x06;

    static Instruction load(int offset) {
        return new Instruction(LOAD_WORD, 0, 0, offset);
    }

    static Instruction and(int mask) {
        return new Instruction(AND, 0, 0, mask);
    }

    static Instruction jump(int distance) {
        return new Instruction(JUMP, 0, 0, distance);
    }

    static Instruction ifEqual(int value, int ifTrue, int ifFalse) {
        return new Instruction(IF_EQUAL, ifTrue, ifFalse, value);
    }

    static Instruction ifGreater(int value, int ifTrue, int ifFalse) {
        return new Instruction(IF_GREATER, ifTrue, ifFalse, value);
    }

    static Instruction ifGreaterOrEqual(int value, int ifTrue, int ifFalse) {
        return new Instruction(IF_GREATER_OR_EQUAL, ifTrue, ifFalse, value);
    }

    static Instruction answer(int action) {
        return new Instruction(RETURN, 0, 0, action);
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
    }
}
