package dev.wharf.api.http.route;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A client hears why there is nobody to talk with.
 *
 * @param message that it gets
 * @param isFramed whether it expects frames
 */
record FailedConversation(String message, boolean isFramed) implements Conversation {
    @Override
    public void speak(Output output) throws IOException {
        AttachConversation.Failure.OF_EXEC.tell(message, output, isFramed);
    }

    @Override
    public OutputStream input() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void end() {
        // it ends by itself
    }
}
