package dev.wharf.execoci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.execoci.launch.RuntimeLog;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime's program, with the command line that runc and crun share.
 *
 * @param program its path
 * @param state the folder where it keeps what it knows of containers
 */
record OciRuntime(Path program, Path state) {
    private static final List<String> NAMES = List.of("runc", "crun");
    private static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private static final Logger LOG = LoggerFactory.getLogger(OciRuntime.class);
    private static final int ATTEMPTS = 3;
    private static final List<String> WAITING = List.of("creating", "created");

    private record Outcome(int code, String output) {}

    /** Looks for a runtime in the usual folders. */
    static Optional<Path> find() {
        return NAMES.stream()
                .flatMap(name -> FOLDERS.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first line of what it tells; empty when it cannot be run. */
    Optional<String> version() {
        try {
            Outcome outcome = execute(List.of(program.toString(), "--version"));
            return outcome.code() == 0 ? outcome.output().lines().findFirst() : Optional.empty();
        } catch (DriverException e) {
            return Optional.empty();
        }
    }

    /** A command line whose errors go to the log of a process. */
    List<String> command(RunFolder folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--root",
                state.toString(),
                "--log",
                folder.path().resolve(RuntimeLog.FILE).toString(),
                "--log-format",
                "json"));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Runs it to its end.
     *
     * @throws DriverException what its log says; CANCELLED
     */
    void run(RunFolder folder, String... arguments) {
        if (execute(command(folder, arguments)).code() != 0) {
            throw new RuntimeLog(folder).failure();
        }
    }

    /**
     * Whether it holds a container whose first process waits to be started.
     *
     * @throws DriverException INTERNAL when it holds one and does not tell; CANCELLED
     */
    boolean isWaiting(RunFolder folder, String id) {
        Outcome outcome = execute(command(folder, "state", id));
        for (int round = 1; round < ATTEMPTS && outcome.code() != 0 && holds(id); round++) {
            LOG.warn("{} leaves with {} when it is asked for {}: {}", program, outcome.code(), id, outcome.output());
            outcome = execute(command(folder, "state", id)); // it may have been killed, or short of something
        }
        if (outcome.code() == 0) {
            String status = status(id, outcome.output());
            LOG.info("container {} that was not seen to start is {}, says {}", id, status, program);
            return WAITING.contains(status);
        }
        if (holds(id)) {
            throw new DriverException(Kind.INTERNAL, program + " does not tell the state of " + id);
        }
        return false;
    }

    private boolean holds(String id) {
        return Files.isDirectory(state.resolve(id));
    }

    private String status(String id, String text) {
        try {
            JsonNode status = new ObjectMapper().readTree(text).path("status");
            if (status.isTextual()) {
                return status.asText();
            }
            throw new DriverException(Kind.INTERNAL, program + " told no state of " + id + ": " + text);
        } catch (JsonProcessingException e) {
            throw new DriverException(Kind.INTERNAL, program + " told no state of " + id + ": " + text, e);
        }
    }

    /** Removes what it knows of a container, and ends what is left of it; harmless when there is nothing. */
    void delete(RunFolder folder, String id) {
        if (holds(id)) {
            execute(command(folder, "delete", "--force", id));
        }
    }

    private static Outcome execute(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", String.join(":", FOLDERS));
        try {
            return execute(builder.start());
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static Outcome execute(Process process) throws IOException {
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new DriverException(Kind.CANCELLED, "interrupted while the OCI runtime was at work", e);
        }
    }
}
