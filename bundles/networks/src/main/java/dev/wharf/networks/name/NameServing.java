package dev.wharf.networks.name;

import dev.wharf.dns.NameServers;
import dev.wharf.dns.NameService;
import dev.wharf.linux.LinuxException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves names in containers, one service each. Those who wrap it call for one container at a time. When the name server
 * itself is exchanged, all services begin anew. Thread-safe.
 */
public final class NameServing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameServing.class);

    private final Map<String, Service> services = new ConcurrentHashMap<>();
    private volatile @Nullable NameServers servers;

    /** A name server has come; what waited for one is served. */
    public void use(NameServers arrived) {
        servers = arrived;
        services.values().forEach(service -> service.begin(arrived));
    }

    /** A name server is going; its services end. */
    public void forget(NameServers leaving) {
        if (servers == leaving) {
            servers = null;
            services.values().forEach(Service::end);
        }
    }

    /** Serves in a container, unless that is so already. */
    public void serve(String container, Path namespace, ContainerNames names, List<InetSocketAddress> upstream) {
        Service service = new Service(container, namespace, names, upstream);
        if (services.putIfAbsent(container, service) == null) {
            NameServers current = servers;
            if (current == null) {
                LOG.warn("no name server for container {}: its bundle is away", container);
            } else {
                service.begin(current);
            }
        }
    }

    /** Ends the service of a container, if there is one. */
    public void end(String container) {
        Service service = services.remove(container);
        if (service != null) {
            service.end();
        }
    }

    /** Ends all. */
    @Override
    public void close() {
        services.keySet().forEach(this::end);
    }

    private static final class Service {
        private final ReentrantLock lock = new ReentrantLock();
        private final String container;
        private final Path namespace;
        private final ContainerNames names;
        private final List<InetSocketAddress> upstream;
        private @Nullable NameService running; // guarded by lock

        Service(String container, Path namespace, ContainerNames names, List<InetSocketAddress> upstream) {
            this.container = container;
            this.namespace = namespace;
            this.names = names;
            this.upstream = upstream;
        }

        void begin(NameServers servers) {
            lock.lock();
            try {
                if (running == null) {
                    running = servers.serve(namespace, names, upstream);
                }
            } catch (LinuxException e) {
                LOG.warn("names are not served in container {}", container, e);
            } finally {
                lock.unlock();
            }
        }

        void end() {
            lock.lock();
            try {
                if (running != null) {
                    running.close();
                    running = null;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
