package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Attachment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A client talks with a process. */
final class AttachConversation implements Conversation {
    private final ClientInput input;
    private final Attachment attachment;
    private final boolean isFramed;
    private final Failure failure;

    /** How a failure is told once the head has been sent. */
    enum Failure {
        /** As text of its own, whatever the framing is: Docker 1.9.1, daemon/attach.go. */
        OF_ATTACH {
            @Override
            void tell(String message, Output output, boolean isFramed) throws IOException {
                output.write(ByteBuffer.wrap(("Error attaching: " + message + "\n").getBytes(UTF_8)));
            }
        },
        /** As standard output: moby 20.10, api/server/router/container/exec.go. */
        OF_EXEC {
            @Override
            void tell(String message, Output output, boolean isFramed) throws IOException {
                new FrameSink(output, isFramed).say(message + "\r\n");
            }
        };

        abstract void tell(String message, Output output, boolean isFramed) throws IOException;
    }

    AttachConversation(ClientInput input, boolean isFramed, Failure failure) {
        this.input = input;
        this.attachment = input.attachment();
        this.isFramed = isFramed;
        this.failure = failure;
    }

    @Override
    public void speak(Output output) throws IOException {
        try {
            attachment.copyTo(new FrameSink(output, isFramed));
        } catch (EngineException e) {
            failure.tell(String.valueOf(e.getMessage()), output, isFramed);
        }
    }

    @Override
    public OutputStream input() {
        return input.stream();
    }

    @Override
    public void end() {
        attachment.close();
    }
}
