package dev.wharf.drivers.deploy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The components of the daemon's own bundles that may be exchanged, as Declarative Services sees them. */
final class Components {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int OFTEN_ENOUGH = 3;

    private final BundleContext context;
    private final CoreBundles core;

    Components(BundleContext context, CoreBundles core) {
        this.context = context;
        this.core = core;
    }

    /** The names of all that a bundle has. */
    Set<String> of(String symbolicName) {
        return states().keySet().stream()
                .filter(name -> name.startsWith(symbolicName + '/'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of those that have all that they need; empty when nobody manages components here. */
    Set<String> satisfied() {
        return states().entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Waits until all of them have what they need.
     *
     * @return what is wrong when the limit has passed, or the thread is interrupted, which stays so; empty for nothing
     */
    Optional<String> await(Set<String> names, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<String> fault = fault(names);
        int good = 0;
        while (good < OFTEN_ENOUGH
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            fault = fault(names);
            good = fault.isEmpty() ? good + 1 : 0;
        }
        return fault;
    }

    private Optional<String> fault(Set<String> names) {
        Map<String, Optional<String>> states = states();
        return names.stream()
                .flatMap(name -> states.getOrDefault(name, Optional.of(name + " is not there")).stream())
                .findFirst();
    }

    /** What is wrong with each, by name. */
    private Map<String, Optional<String>> states() {
        Map<String, Optional<String>> found = new TreeMap<>();
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return found;
        }
        ServiceComponentRuntime runtime = context.getService(reference);
        if (runtime == null) {
            return found;
        }
        try {
            runtime.getComponentDescriptionDTOs().stream()
                    .filter(component ->
                            core.edition(component.bundle.symbolicName).isPresent())
                    .forEach(component -> found.put(name(component), fault(runtime, component)));
        } finally {
            context.ungetService(reference);
        }
        return found;
    }

    private static String name(ComponentDescriptionDTO component) {
        return component.bundle.symbolicName + '/' + component.name;
    }

    private Optional<String> fault(ServiceComponentRuntime runtime, ComponentDescriptionDTO component) {
        return runtime.getComponentConfigurationDTOs(component).stream()
                .map(configuration -> fault(component, configuration))
                .findFirst()
                .orElse(Optional.of(component.name + " is not there"));
    }

    private Optional<String> fault(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.ACTIVE -> Optional.empty();
            case ComponentConfigurationDTO.SATISFIED -> unloadable(component);
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Optional.of(component.name + " failed: "
                    + Optional.ofNullable(configuration.failure)
                            .orElse("")
                            .lines()
                            .findFirst()
                            .orElse(""));
            default -> Optional.of(component.name + " lacks a service");
        };
    }

    /** One that is made when it is first used may have no code to be made of. */
    private Optional<String> unloadable(ComponentDescriptionDTO component) {
        Bundle bundle = context.getBundle(component.bundle.id);
        try {
            return bundle == null || bundle.loadClass(component.implementationClass) != null
                    ? Optional.empty()
                    : Optional.of(component.name + " is not there");
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of(component.name + " cannot be loaded: " + e.getMessage());
        }
    }
}
