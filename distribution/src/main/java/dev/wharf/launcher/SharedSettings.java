package dev.wharf.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** What the bundles are told of the settings that hold, as {@code dev.wharf.engine.api.DaemonSettings} describes it. */
final class SharedSettings {
    private static final String CURRENT = "wharf.settings.current";
    private static final String CHECK = "wharf.settings.check";
    private static final String CHANGES = "wharf.settings.changes";

    private final BundleContext context;
    private final ServiceRegistration<?> registration;
    private final AtomicLong changes = new AtomicLong();
    private volatile Map<String, String> properties;

    /** Registers the service. */
    SharedSettings(BundleContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = Map.copyOf(properties);
        Supplier<Map<String, String>> current = () -> this.properties;
        registration = context.registerService(Supplier.class, current, marks());
    }

    /** What the bundles say against settings, one sentence each. */
    List<String> faults(Map<String, String> next) {
        List<String> faults = new ArrayList<>();
        for (ServiceReference<?> check : checks()) {
            if (context.getService(check) instanceof Function<?, ?> asked) {
                @SuppressWarnings("unchecked") // as the mark of the service promises
                Function<Map<String, String>, List<String>> promised =
                        (Function<Map<String, String>, List<String>>) asked;
                faults.addAll(promised.apply(next));
                context.ungetService(check);
            }
        }
        return faults;
    }

    /** Tells the bundles, which have heard of it when the call returns. */
    void change(Map<String, String> next) {
        properties = Map.copyOf(next);
        registration.setProperties(marks());
    }

    private Collection<? extends ServiceReference<?>> checks() {
        try {
            return context.getServiceReferences(Function.class, "(" + CHECK + "=true)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Dictionary<String, Object> marks() {
        return FrameworkUtil.asDictionary(Map.of(CURRENT, true, CHANGES, changes.getAndIncrement()));
    }
}
