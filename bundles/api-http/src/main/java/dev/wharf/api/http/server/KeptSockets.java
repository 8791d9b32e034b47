package dev.wharf.api.http.server;

import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Listening sockets that outlive this bundle, so that nobody is refused while it is exchanged: they are services of the
 * framework itself, and wait for the edition that comes next.
 */
final class KeptSockets {
    private static final String ADDRESS = "dev.wharf.address";

    private final BundleContext framework;

    KeptSockets(BundleContext bundles) {
        framework = Objects.requireNonNull(bundles.getBundle(0).getBundleContext(), "the framework runs");
    }

    /** One that an earlier edition left open. */
    Optional<ServerSocketChannel> at(ListenAddress address) {
        return services().stream()
                .filter(service -> address.toString().equals(service.getProperty(ADDRESS)))
                .map(framework::getService)
                .filter(Objects::nonNull)
                .filter(ServerSocketChannel::isOpen)
                .findFirst();
    }

    /** Leaves one open for the editions to come. */
    void keep(ListeningSocket socket) {
        if (at(socket.address()).isEmpty()) {
            var properties =
                    FrameworkUtil.asDictionary(Map.of(ADDRESS, socket.address().toString()));
            framework.registerService(ServerSocketChannel.class, socket.channel(), properties);
        }
    }

    /** Whether the daemon ends, and not this bundle alone. */
    boolean areOfNoUse() {
        return framework.getBundle().getState() != Bundle.ACTIVE;
    }

    private List<ServiceReference<ServerSocketChannel>> services() {
        try {
            return List.copyOf(framework.getServiceReferences(ServerSocketChannel.class, null));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("without a filter", e);
        }
    }
}
