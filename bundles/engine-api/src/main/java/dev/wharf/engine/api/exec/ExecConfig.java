package dev.wharf.engine.api.exec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a further process is to be. An empty text means: as the container's own process.
 *
 * @param command with its arguments
 * @param tty whether it gets a terminal
 * @param attachStdin whether a client sends its input
 * @param attachStdout whether a client hears its output
 * @param attachStderr whether a client hears its error output
 * @param user {@code name}, {@code uid}, {@code name:group} or {@code uid:gid}
 * @param privileged whether it has all rights
 * @param env {@code NAME=value}, laid over the container's environment
 * @param workingDir absolute
 * @param detachKeys kept for the client
 */
public record ExecConfig(
        List<String> command,
        boolean tty,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        String user,
        boolean privileged,
        List<String> env,
        String workingDir,
        String detachKeys) {
    /** Checks and copies. */
    public ExecConfig {
        command = List.copyOf(command);
        requireNonNull(user, "user");
        env = List.copyOf(env);
        requireNonNull(workingDir, "workingDir");
        requireNonNull(detachKeys, "detachKeys");
    }
}
