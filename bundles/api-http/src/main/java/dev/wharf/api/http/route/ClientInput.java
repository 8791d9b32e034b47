package dev.wharf.api.http.route;

import dev.wharf.engine.api.container.Attachment;
import java.io.OutputStream;

/**
 * Where the input of an attached client goes.
 *
 * @param attachment of the client
 * @param stream thrown away when the process takes none; with a terminal, it watches for the detach keys
 */
record ClientInput(Attachment attachment, OutputStream stream) {
    static ClientInput of(Attachment attachment, DetachKeys keys) {
        OutputStream stdin = attachment.stdin().orElseGet(OutputStream::nullOutputStream);
        return new ClientInput(
                attachment, attachment.hasTerminal() ? new DetachableInput(stdin, keys, attachment::close) : stdin);
    }
}
