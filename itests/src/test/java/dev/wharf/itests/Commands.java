package dev.wharf.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end. */
public final class Commands {
    private static final long LIMIT_SECONDS = 60;

    private Commands() {}

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Result(int code, String out, String err) {

        /** The output without the white space around it, when the program succeeded. */
        public String text() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + "\n" + out + err);
            }
            return out.strip();
        }

        /** Both outputs. */
        public String all() {
            return out + err;
        }
    }

    /** Runs a program without input. */
    public static Result run(List<String> command) {
        return run(command, Map.of(), new byte[0]);
    }

    /**
     * Runs a program.
     *
     * @param environment added to that of this process
     * @throws AssertionError when it does not end in time; it is killed then
     */
    public static Result run(List<String> command, Map<String, String> environment, byte[] input) {
        try {
            Path in = Files.createTempFile("wharf-it", ".in");
            Path out = Files.createTempFile("wharf-it", ".out");
            Path err = Files.createTempFile("wharf-it", ".err");
            try {
                Files.write(in, input);
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().putAll(environment);
                int code = end(command, builder.start(), out, err);
                return new Result(code, text(out), text(err));
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int end(List<String> command, Process process, Path out, Path err) throws IOException {
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("does not end: " + command + "\n" + text(out) + text(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command + "\n" + text(out) + text(err), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
