package dev.wharf.engine.api.container;

import java.io.OutputStream;
import java.util.Optional;

/** A client's connection to the streams of a container. */
public interface Attachment extends OutputSource {

    /**
     * Where the client's input goes; empty when the container takes none or the client does not send any. Closing it
     * is the end of the client's input: with StdinOnce and no terminal that of the container's, too; without
     * StdinOnce the output of this attachment ends. Writing blocks while the container does not read; it fails with an
     * IOException once the container has ended.
     */
    Optional<OutputStream> stdin();
}
