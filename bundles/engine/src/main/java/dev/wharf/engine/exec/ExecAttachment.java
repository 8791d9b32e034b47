package dev.wharf.engine.exec;

import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.StreamSink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A client's connection to an exec. The client, not the exec, says whether there are frames (Docker 1.9, exec start). */
final class ExecAttachment implements Attachment {
    private final Attachment streams;
    private final boolean tty;

    ExecAttachment(Attachment streams, boolean tty) {
        this.streams = streams;
        this.tty = tty;
    }

    @Override
    public Optional<OutputStream> stdin() {
        return streams.stdin();
    }

    @Override
    public boolean hasTerminal() {
        return tty;
    }

    @Override
    public void copyTo(StreamSink sink) throws IOException {
        streams.copyTo(sink);
    }

    @Override
    public void close() {
        streams.close();
    }
}
