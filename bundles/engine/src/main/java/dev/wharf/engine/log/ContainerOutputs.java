package dev.wharf.engine.log;

import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.spi.exec.Stdio;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Carries the streams of containers and of execs. An OSGi service of the same bundle. Thread-safe; calls for one
 * container come one after the other, except for {@link #attach}.
 *
 * <p>An exec is carried as a container of its own, with the id of the exec: {@link #attach} for each client first, so
 * that it hears the first byte, then {@link #open} before the process starts, {@link #finish} when it has ended (or
 * could not be started), and {@link #remove} at once after that; its clients still get the rest. After a restart of the
 * daemon {@link #recover}, so that the exec does not block on its output; what comes then is thrown away.
 */
public interface ContainerOutputs {

    /**
     * Makes the FIFOs of a container that is about to start and begins to carry its output. Clients that attached
     * before hear it from the first byte on. What an earlier run left behind is replaced.
     *
     * @param closeStdin ends the input of the container, and tells whether that was done: not before the process is
     *     there, nor while its driver is away. Called on a client's thread, again and again until it was done or the
     *     container has ended; harmless when repeated
     * @return the FIFOs, for the execution driver
     * @throws dev.wharf.engine.api.EngineException Unavailable when the log driver is away, Internal; nothing is left
     *     behind then
     */
    Stdio open(OutputSpec spec, BooleanSupplier closeStdin);

    /**
     * Goes on with a container that ran while the daemon was away, or that ended meanwhile and was not yet {@link
     * #finish finished}. Nothing is lost, and nothing is logged twice. For a container without FIFOs only what was
     * still in the spool is logged. Does nothing for a container whose streams are carried already.
     *
     * @param closeStdin as for {@link #open}
     * @throws dev.wharf.engine.api.EngineException Unavailable when the log driver is away, Internal
     */
    void recover(OutputSpec spec, BooleanSupplier closeStdin);

    /**
     * Collects the last output of a container whose processes have ended, logs it, ends the attached clients after
     * their last byte, and removes the FIFOs. Returns when the log is complete; does not wait for clients. The
     * container may be opened again. Does nothing for a container that is not open.
     */
    void finish(String containerId);

    /**
     * Forgets a container and deletes its spool; does not touch its log. Clients that wait for a start are told that
     * there is none. Does nothing when it is not known.
     */
    void remove(String containerId);

    /**
     * Makes a client's connection to the run of this moment, or to the next one when there is none. Publishes no event.
     * To be closed, or copied to its end.
     *
     * @throws dev.wharf.engine.api.EngineException Unsupported when the log is asked for and cannot be read, Unavailable,
     *     Internal
     */
    Attachment attach(OutputSpec spec, AttachOptions options);

    /** The file that holds the log of a container; empty when its driver keeps none or is away. */
    Optional<Path> logFile(OutputSpec spec);
}
