package dev.wharf.spi.testkit.exec;

import dev.wharf.spi.exec.Stdio;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The standard streams of a process.
 *
 * @param input written by the test; used only if {@code hasInput}
 * @param output read by the test
 * @param error read by the test; unused with a terminal
 * @param stdio what the driver is given
 */
record Streams(Pipe input, Pipe output, Pipe error, Stdio stdio) {

    /** Makes the FIFOs of a process in a folder. */
    static Streams make(Path folder, String name, boolean hasInput, boolean hasTerminal) {
        Pipe input = Pipe.make(folder.resolve(name + ".in"));
        Pipe output = Pipe.make(folder.resolve(name + ".out"));
        Pipe error = Pipe.make(folder.resolve(name + ".err"));
        Stdio stdio = new Stdio(
                hasInput ? Optional.of(input.path()) : Optional.empty(),
                output.path(),
                hasTerminal ? Optional.empty() : Optional.of(error.path()));
        return new Streams(input, output, error, stdio);
    }
}
