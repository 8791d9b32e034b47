package dev.wharf.engine.statistics;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program ps(1) of the host. Its arguments pass no shell. What it may print and how long it may run are bounded.
 *
 * @param program its name in the PATH
 * @param limit how long it may run
 */
record Ps(String program, Duration limit) {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_ERROR_BYTES = 4096;

    Ps {
        requireNonNull(program, "program");
        requireNonNull(limit, "limit");
    }

    /**
     * What a run printed.
     *
     * @param code its exit code
     * @param output all that it wrote
     * @param error the first line that it wrote as error output
     */
    record Result(int code, String output, String error) {
        boolean isSuccess() {
            return code == 0;
        }

        /** Whether nothing is wrong but that no process was chosen. */
        boolean isEmptyList() {
            return code == 1 && error.isEmpty() && !output.isEmpty();
        }
    }

    /** The host's. */
    static Ps ofHost() {
        return new Ps("ps", Duration.ofSeconds(10));
    }

    /**
     * Runs it.
     *
     * @throws EngineException Internal when it cannot be run or does not end in time
     */
    Result run(List<String> arguments) {
        try {
            return result(start(arguments));
        } catch (IOException e) {
            throw new EngineException.Internal("Error running ps: " + e.getMessage(), e);
        }
    }

    /** Its own variables would change what clients see; ps(1), section environment variables. */
    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PS_") || name.equals("COLUMNS"));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Error output fits the pipe: ps ends at the first error. Should it not, the limit ends it. */
    private Result result(Process process) throws IOException {
        var unused = process.onExit()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ended, late) -> {
                    if (late != null) {
                        process.destroyForcibly();
                    }
                });
        try (var out = process.getInputStream();
                var err = process.getErrorStream()) {
            byte[] output = out.readNBytes(MOST_BYTES);
            if (output.length == MOST_BYTES) {
                throw new EngineException.Internal("Error running ps: more than " + MOST_BYTES + " bytes of output");
            }
            String error = new String(err.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8);
            return new Result(
                    process.onExit().join().exitValue(),
                    new String(output, StandardCharsets.UTF_8),
                    error.lines().filter(line -> !line.isBlank()).findFirst().orElse(""));
        } finally {
            process.destroyForcibly();
        }
    }
}
