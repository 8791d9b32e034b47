package dev.wharf.linux.launch;

/**
 * An argument of a step.
 *
 * @param isLoaded whether the value is the offset of a signed 32-bit number in the script, such as a descriptor that an
 *     earlier step stored
 * @param value a number or address, or that offset
 */
public record Argument(boolean isLoaded, long value) {

    /** A number. */
    public static Argument number(long value) {
        return new Argument(false, value);
    }

    /** The address of something in the script. */
    public static Argument address(int offset) {
        return new Argument(false, Script.address(offset));
    }

    /** What an earlier step stored. */
    public static Argument loaded(int offset) {
        return new Argument(true, offset);
    }

    @Override
    public String toString() {
        return isLoaded ? "[" + value + "]" : Long.toString(value);
    }
}
