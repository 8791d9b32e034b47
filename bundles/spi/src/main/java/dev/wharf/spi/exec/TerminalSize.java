package dev.wharf.spi.exec;

/**
 * The size of a terminal in characters.
 *
 * @param rows height, 0 to 65535
 * @param columns width, 0 to 65535
 */
public record TerminalSize(int rows, int columns) {
    /** Checks both. */
    public TerminalSize {
        if (rows < 0 || rows > 0xffff || columns < 0 || columns > 0xffff) {
            throw new IllegalArgumentException("terminal size: " + rows + "x" + columns);
        }
    }
}
