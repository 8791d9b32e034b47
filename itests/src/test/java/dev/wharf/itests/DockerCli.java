package dev.wharf.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real {@code docker} command, pointed at a daemon. */
public final class DockerCli {
    private static final List<Path> PLACES = List.of(Path.of("/usr/local/bin/docker"), Path.of("/usr/bin/docker"));

    private final Path program;
    private final WharfDaemon daemon;

    /** That program with that daemon. */
    public DockerCli(Path program, WharfDaemon daemon) {
        this.program = program;
        this.daemon = daemon;
    }

    /**
     * The docker commands of this machine.
     *
     * @throws AssertionError when there is none: {@code ./wharf test} installs one
     */
    public static List<Path> programs() {
        List<Path> found = PLACES.stream().filter(Files::isExecutable).toList();
        if (found.isEmpty()) {
            throw new AssertionError("no docker client in " + PLACES);
        }
        return found;
    }

    /** Runs it to its end. */
    public Commands.Result run(String... arguments) {
        return Commands.run(command(arguments), environment(), new byte[0]);
    }

    /** Runs it to its end with standard input. */
    public Commands.Result runWith(byte[] input, String... arguments) {
        return Commands.run(command(arguments), environment(), input);
    }

    /** Runs it to its end with standard input. */
    public Commands.Result runWith(String input, String... arguments) {
        return runWith(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    /** Runs a shell script, in which {@code $DOCKER} is the command. */
    public Commands.Result shell(String script) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("DOCKER", program.toString());
        return Commands.run(List.of("sh", "-ec", script), environment, new byte[0]);
    }

    /** Starts it; both outputs go to the file. */
    public Process start(Path output, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        Stream.of(arguments).forEach(command::add);
        return command;
    }

    private Map<String, String> environment() {
        return Map.of(
                "DOCKER_HOST",
                daemon.dockerHost(),
                "DOCKER_CONFIG",
                daemon.root().resolve("docker-config").toString());
    }
}
