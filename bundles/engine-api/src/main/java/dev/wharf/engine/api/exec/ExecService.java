package dev.wharf.engine.api.exec;

import dev.wharf.engine.api.container.Attachment;
import org.osgi.annotation.versioning.ProviderType;

/** Runs further processes in running containers. Thread-safe; calls block. */
@ProviderType
public interface ExecService {

    /**
     * Makes a process that is not yet started.
     *
     * @return its id: 64 hex digits
     * @throws dev.wharf.engine.api.EngineException NotFound, NotRunning, Conflict while the container is paused or waits
     *     to be restarted, InvalidArgument ({@code No exec command specified})
     */
    String create(String container, ExecConfig config);

    /**
     * Starts a process with a client at its streams. All output from its first byte on comes to the client; the
     * attachment's input is empty unless the process was made with one. Returns when its command is being executed.
     *
     * @param tty whether the client expects a terminal's single stream
     * @throws dev.wharf.engine.api.EngineException NotFound for the process ({@code No such exec instance 'X' found in
     *     daemon}) or its command, Conflict when it was started before or the container is paused, NotRunning,
     *     InvalidArgument for a command that cannot be executed, Unavailable, Internal
     */
    Attachment start(String exec, boolean tty);

    /**
     * Starts a process whose output nobody wants. Returns when its command is being executed.
     *
     * @throws dev.wharf.engine.api.EngineException as {@link #start}
     */
    void startDetached(String exec);

    /**
     * Sets the size of a process's terminal.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, NotRunning, InvalidArgument
     */
    void resize(String exec, int rows, int columns);

    /**
     * A process as it is now. One that has ended is forgotten with its container, or some minutes after its end.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound
     */
    Exec inspect(String exec);
}
