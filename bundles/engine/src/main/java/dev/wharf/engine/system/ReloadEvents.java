package dev.wharf.engine.system;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Tells when the configuration was read again, with the settings that hold then. Docker 20.10, daemon/reload.go and
 * daemon/events.go, LogDaemonEventWithAttributes.
 */
@Component(service = ReloadEvents.class, immediate = true)
public final class ReloadEvents {
    private final EventService events;
    private final HostDescription host = new HostDescription(new HostFiles(Path.of("/")));
    private final Clock clock = Clock.systemUTC();
    private final String daemonId;

    /** Reads the id of the daemon, or makes it. */
    @Activate
    public ReloadEvents(@Reference EventService events, BundleContext bundle) {
        this.events = events;
        daemonId = DaemonId.in(DaemonSettings.from(bundle::getProperty).dataRoot());
    }

    @Reference(
            target = "(" + DaemonSettings.CURRENT + "=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedSource")
    void bindSource(Supplier<Map<String, String>> ignored) {
        // the first settings are no reload
    }

    void updatedSource(Supplier<Map<String, String>> source) {
        Map<String, String> attributes = attributes(DaemonSettings.from(source.get()::get));
        attributes.put("name", host.name());
        events.publish(new Event(Event.Type.DAEMON, "reload", daemonId, "", attributes, clock.instant()));
    }

    void unbindSource(Supplier<Map<String, String>> ignored) {
        // the daemon ends
    }

    /** Lists and maps are JSON, as Docker's are. */
    static Map<String, String> attributes(DaemonSettings settings) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("debug", Boolean.toString(settings.debug()));
        attributes.put("labels", list(settings.labels().stream()));
        attributes.put("live-restore", Boolean.toString(settings.liveRestore()));
        attributes.put("storage-driver", settings.storageDriver());
        attributes.put("exec-driver", settings.execDriver());
        attributes.put("log-driver", settings.logDriver());
        attributes.put(
                "log-opts",
                list(new TreeMap<>(settings.logOptions())
                        .entrySet().stream().map(option -> option.getKey() + "=" + option.getValue())));
        attributes.put("default-ulimits", list(settings.defaultUlimits().stream()));
        return attributes;
    }

    private static String list(Stream<String> texts) {
        return texts.map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }
}
