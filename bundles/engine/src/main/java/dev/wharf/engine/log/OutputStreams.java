package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.ContainerStreams;
import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.engine.api.container.OutputSource;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.spi.log.LogTarget;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives clients the input and output of containers. */
@Component(service = ContainerStreams.class)
public final class OutputStreams implements ContainerStreams {
    private final SpooledOutputs outputs;
    private final OutputOwners owners;
    private final EventService events;

    /** Makes the service. */
    @Activate
    public OutputStreams(
            @Reference SpooledOutputs outputs, @Reference OutputOwners owners, @Reference EventService events) {
        this.outputs = outputs;
        this.owners = owners;
        this.events = events;
    }

    @Override
    public Attachment attach(String container, AttachOptions options) {
        OutputSpec spec = owners.outputs(container);
        if (owners.isPaused(spec.id())) {
            throw new EngineException.Conflict(
                    "Container " + container + " is paused. Unpause the container before attach");
        }
        Attachment attachment = outputs.attach(spec, options);
        publish(spec);
        return attachment;
    }

    private void publish(OutputSpec spec) {
        LogTarget target = spec.target();
        Map<String, String> attributes = new TreeMap<>(target.labels());
        attributes.put("image", target.imageName());
        attributes.put("name", target.containerName());
        events.publish(new Event(
                Event.Type.CONTAINER,
                "attach",
                spec.id(),
                target.imageName(),
                attributes,
                outputs.tools().clock().instant()));
    }

    @Override
    public OutputSource logs(String container, LogOptions options) {
        OutputSpec spec = owners.outputs(container);
        if (!options.stdout() && !options.stderr()) {
            throw new EngineException.InvalidArgument("Bad parameters: you must choose at least one stream");
        }
        FollowedRuns followed = options.follow()
                ? new FollowedRuns(outputs.channel(spec.id()), () -> owners.goesOn(spec.id()))
                : FollowedRuns.none();
        return new LogSource(spec, options, followed, outputs.tools());
    }
}
