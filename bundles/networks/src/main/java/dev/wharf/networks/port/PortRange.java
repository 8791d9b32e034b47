package dev.wharf.networks.port;

import dev.wharf.engine.api.EngineException.InvalidArgument;

/**
 * Ports in a row.
 *
 * @param first number
 * @param last number, at least the first
 */
public record PortRange(int first, int last) {
    private static final int LARGEST = 65_535;

    /** Checks the order. */
    public PortRange {
        if (first < 1 || last > LARGEST || first > last) {
            throw new InvalidArgument("Invalid port specification: \"" + first + "-" + last + "\"");
        }
    }

    /**
     * Reads a number or {@code first-last}.
     *
     * @throws InvalidArgument when it is none
     */
    public static PortRange parse(String text) {
        String[] ends = text.split("-", 2);
        try {
            int first = Integer.parseInt(ends[0].strip());
            return new PortRange(first, ends.length == 1 ? first : Integer.parseInt(ends[1].strip()));
        } catch (NumberFormatException e) {
            throw new InvalidArgument("Invalid port specification: \"" + text + "\"", e);
        }
    }
}
