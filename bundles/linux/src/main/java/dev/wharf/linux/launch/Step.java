package dev.wharf.linux.launch;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A system call of a script.
 *
 * @param what for the error message, such as {@code mount proc on /proc}
 * @param call which
 * @param arguments up to six
 * @param tolerated up to three error numbers that do not end the script
 * @param failsOnZero whether a result of 0 (the end of a file) is a failure
 * @param skip how many steps to pass over when the call succeeds
 * @param store offset in the script where its result is kept; 0 for nowhere
 */
public record Step(
        String what,
        Call call,
        List<Argument> arguments,
        List<Integer> tolerated,
        boolean failsOnZero,
        int skip,
        int store) {
    static final int BYTES = 80;

    /** Checks and copies. */
    public Step {
        requireNonNull(what, "what");
        requireNonNull(call, "call");
        arguments = List.copyOf(arguments);
        tolerated = List.copyOf(tolerated);
        if (arguments.size() > 6 || tolerated.size() > 3) {
            throw new IllegalArgumentException("too many arguments or tolerated errors: " + what);
        }
    }

    /** A step that must succeed. */
    public static Step of(String what, Call call, Argument... arguments) {
        return new Step(what, call, List.of(arguments), List.of(), false, 0, 0);
    }

    /** The same step, which may fail with these error numbers. */
    public Step tolerating(Integer... errors) {
        return new Step(what, call, arguments, List.of(errors), failsOnZero, skip, store);
    }

    /** The same step, for which a result of 0 is a failure. */
    public Step failingOnZero() {
        return new Step(what, call, arguments, tolerated, true, skip, store);
    }

    /** The same step, which passes over others when it succeeds. */
    public Step skipping(int steps) {
        return new Step(what, call, arguments, tolerated, failsOnZero, steps, store);
    }

    /** The same step, which keeps its result. */
    public Step storing(int offset) {
        return new Step(what, call, arguments, tolerated, failsOnZero, skip, offset);
    }

    /** Writes struct step of monitor.c. */
    void writeTo(ByteBuffer buffer) {
        buffer.putInt(call.number());
        buffer.putInt(loaded());
        for (int i = 0; i < 6; i++) {
            buffer.putLong(i < arguments.size() ? arguments.get(i).value() : 0);
        }
        for (int i = 0; i < 3; i++) {
            buffer.putInt(i < tolerated.size() ? tolerated.get(i) : 0);
        }
        buffer.putInt(failsOnZero ? 1 : 0).putInt(skip).putInt(store);
    }

    private int loaded() {
        int bits = 0;
        for (int i = 0; i < arguments.size(); i++) {
            bits |= arguments.get(i).isLoaded() ? 1 << i : 0;
        }
        return bits;
    }

    @Override
    public String toString() {
        return what + ": " + call.name().toLowerCase(java.util.Locale.ROOT) + arguments;
    }
}
