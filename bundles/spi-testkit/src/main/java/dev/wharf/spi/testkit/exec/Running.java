package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.TaskProcess;
import java.util.concurrent.TimeUnit;

/**
 * A process with its streams.
 *
 * @param process a task, or a further process in one
 * @param streams its standard streams
 * @param <P> which of both
 */
record Running<P extends TaskProcess>(P process, Streams streams) {
    private static final int PATIENCE_SECONDS = 30;

    /** Waits for the end. */
    ExitStatus end() {
        return end(process);
    }

    static ExitStatus end(TaskProcess process) {
        return process.exit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits for the end, which must be a good one; returns what was written. */
    String result() {
        ExitStatus status = end();
        String output = streams.output().text();
        assertThat(status.code())
                .as("exit code; output %s; errors %s", output, streams.error().text())
                .isZero();
        return output;
    }

    /** What was written so far. */
    String output() {
        return streams.output().text();
    }

    /** Waits until a text was written. */
    String await(String part) {
        return streams.output().await(part);
    }

    void type(String text) {
        streams.input().write(text);
    }
}
