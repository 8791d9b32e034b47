package dev.wharf.engine.api.container;

import org.osgi.annotation.versioning.ProviderType;

/** Gives clients the input and output of containers. Thread-safe. */
@ProviderType
public interface ContainerStreams {

    /**
     * Attaches a client. Output from the instant of this call on is delivered; with {@code logs} all earlier output
     * comes before it without a gap or a doubled line.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict when it is paused
     */
    Attachment attach(String container, AttachOptions options);

    /**
     * Opens the logs of a container.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, InvalidArgument when neither stream is asked for,
     *     Unsupported when the log driver cannot be read ({@code configured logging reader does not support reading})
     */
    OutputSource logs(String container, LogOptions options);
}
