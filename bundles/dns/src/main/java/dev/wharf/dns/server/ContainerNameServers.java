package dev.wharf.dns.server;

import dev.wharf.dns.NameServers;
import dev.wharf.dns.NameService;
import dev.wharf.dns.Names;
import dev.wharf.dns.loop.EventLoop;
import dev.wharf.dns.upstream.Forwarder;
import dev.wharf.dns.upstream.Limits;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Name servers of all containers, on one thread. */
@Component
public final class ContainerNameServers implements NameServers {
    /** When the first container does not need the processors any more. */
    private static final Duration AFTER_A_START = Duration.ofMillis(300);

    private final EventLoop loop;
    private final Forwarder forwarder;
    private final Opening opening;
    private final AtomicBoolean warmed = new AtomicBoolean();
    private final Set<ServedNamespace> served = ConcurrentHashMap.newKeySet();

    /** Starts the thread. */
    @Activate
    public ContainerNameServers() {
        this(Linux.kernel(), new TranslatedPort(Linux.kernel()), Limits.USUAL);
    }

    ContainerNameServers(Kernel kernel, Opening opening, Limits limits) {
        this.loop = new EventLoop(kernel);
        this.forwarder = new Forwarder(loop, limits);
        this.opening = opening;
    }

    @Override
    public NameService serve(Path namespace, Names names, List<InetSocketAddress> upstream) {
        NamespaceSockets sockets = opening.open(namespace);
        var service = new ServedNamespace(loop, sockets, new Responder(names, upstream, forwarder), served::remove);
        served.add(service);
        service.open();
        if (warmed.compareAndSet(false, true)) {
            loop.execute(() -> {
                var ignored = loop.after(AFTER_A_START, WarmUp::run);
            });
        }
        return service;
    }

    /** Ends all services. */
    @Deactivate
    public void close() {
        served.forEach(ServedNamespace::close);
        loop.close();
    }
}
