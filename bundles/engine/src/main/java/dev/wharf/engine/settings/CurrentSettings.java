package dev.wharf.engine.settings;

import dev.wharf.engine.api.DaemonSettings;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The settings of the daemon that hold now: those of its start, until the launcher tells others. Thread-safe. */
@Component(service = CurrentSettings.class)
public final class CurrentSettings {
    private volatile DaemonSettings settings;

    /** Begins with what the daemon was started with. */
    @Activate
    public CurrentSettings(BundleContext context) {
        settings = DaemonSettings.from(context::getProperty);
    }

    /** What holds now; callers ask again each time. */
    public DaemonSettings now() {
        return settings;
    }

    @Reference(
            target = "(" + DaemonSettings.CURRENT + "=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedSource")
    void bindSource(Supplier<Map<String, String>> source) {
        settings = DaemonSettings.from(source.get()::get);
    }

    void updatedSource(Supplier<Map<String, String>> source) {
        bindSource(source);
    }

    void unbindSource(Supplier<Map<String, String>> ignored) {
        // when the launcher goes, the daemon ends with what held last
    }
}
