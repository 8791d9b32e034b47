package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.Unsupported;
import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerStreams;
import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.engine.api.container.OutputSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Streams that the test writes and reads. All containers share them. */
final class FakeStreams implements ContainerStreams {
    /** The attachments that were made, in order. */
    final BlockingQueue<FakeAttachment> attachments = new LinkedBlockingQueue<>();

    private final FakeContainers containers;

    FakeStreams(FakeContainers containers) {
        this.containers = containers;
    }

    @Override
    public Attachment attach(String container, AttachOptions options) {
        return opened(containers.inspect(container), options.stdin());
    }

    @Override
    public OutputSource logs(String container, LogOptions options) {
        Container found = containers.inspect(container);
        if (found.hostConfig().log().type().equals("none")) {
            throw new Unsupported("configured logging reader does not support reading");
        }
        return opened(found, false);
    }

    private FakeAttachment opened(Container container, boolean withInput) {
        FakeAttachment attachment = new FakeAttachment(container.config().tty(), withInput);
        attachments.add(attachment);
        return attachment;
    }
}
