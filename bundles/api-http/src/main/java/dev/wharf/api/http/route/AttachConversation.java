package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Attachment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A client talks with a container. */
final class AttachConversation implements Conversation {
    private final Attachment attachment;
    private final boolean isFramed;
    private final OutputStream input;

    AttachConversation(Attachment attachment, boolean isFramed) {
        this.attachment = attachment;
        this.isFramed = isFramed;
        OutputStream stdin = attachment.stdin().orElseGet(OutputStream::nullOutputStream);
        this.input = attachment.hasTerminal() ? new DetachableInput(stdin, attachment::close) : stdin;
    }

    @Override
    public void speak(Output output) throws IOException {
        try {
            attachment.copyTo(new FrameSink(output, isFramed));
        } catch (EngineException e) {
            output.write(ByteBuffer.wrap(("Error attaching: " + e.getMessage() + "\n").getBytes(UTF_8)));
        }
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public void end() {
        attachment.close();
    }
}
