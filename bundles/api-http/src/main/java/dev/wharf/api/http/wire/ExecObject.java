package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.exec.Exec;
import java.util.List;

/**
 * An exec as inspect tells it: the keys of Docker 1.9.1, daemon/exec.go, and behind them those of 1.22, by which today's
 * clients find the container. The code of one that has not ended is 0, as 1.9.1 has it.
 *
 * @param id {@code ID}
 * @param running {@code Running}
 * @param exitCode {@code ExitCode}
 * @param processConfig {@code ProcessConfig}
 * @param openStdin {@code OpenStdin}
 * @param openStderr {@code OpenStderr}
 * @param openStdout {@code OpenStdout}
 * @param container {@code Container}: the inner record of the container, as {@link #container} writes it
 * @param canRemove {@code CanRemove}
 * @param containerId {@code ContainerID}
 * @param detachKeys {@code DetachKeys}
 * @param pid {@code Pid}: as the host sees it
 */
public record ExecObject(
        @JsonProperty("ID") String id,
        boolean running,
        int exitCode,
        Command processConfig,
        boolean openStdin,
        boolean openStderr,
        boolean openStdout,
        RawValue container,
        boolean canRemove,
        @JsonProperty("ContainerID") String containerId,
        String detachKeys,
        int pid) {

    /** What is executed; Docker 1.9.1, daemon/execdriver/driver.go (ProcessConfig). */
    record Command(
            @JsonProperty("tty") boolean tty,
            @JsonProperty("entrypoint") String entrypoint,
            @JsonProperty("arguments") List<String> arguments,
            @JsonProperty("privileged") boolean privileged,
            @JsonProperty("user") @JsonInclude(JsonInclude.Include.NON_EMPTY) String user) {}

    /** What the document of an exec tells of its container. */
    public static RawValue container(Container container) {
        return Json.written(ContainerRecord.of(container));
    }

    /**
     * The document of an exec.
     *
     * @param container of it, as {@link #container} writes it
     */
    public static ExecObject of(Exec exec, RawValue container) {
        List<String> command = exec.config().command();
        return new ExecObject(
                exec.id(),
                exec.running(),
                exec.exitCode().orElse(0),
                new Command(
                        exec.config().tty(),
                        command.isEmpty() ? "" : command.get(0),
                        command.isEmpty() ? List.of() : command.subList(1, command.size()),
                        exec.config().privileged(),
                        exec.config().user()),
                exec.config().attachStdin(),
                exec.config().attachStderr(),
                exec.config().attachStdout(),
                container,
                false,
                exec.container().id(),
                exec.config().detachKeys(),
                exec.pid());
    }
}
