package dev.wharf.networks.port;

import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.networks.address.Texts;
import dev.wharf.spi.network.PublishedPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A port of the host that a container has. */
public final class HeldPort implements AutoCloseable {
    private final PublishedPort published;
    private final HostSocket socket;
    private final Runnable atEnd;

    HeldPort(PublishedPort published, HostSocket socket, Runnable atEnd) {
        this.published = published;
        this.socket = socket;
        this.atEnd = atEnd;
    }

    /** What it leads to. */
    public PublishedPort published() {
        return published;
    }

    /** The port of the container. */
    public ContainerPort containerPort() {
        return new ContainerPort(published.containerPort(), published.protocol());
    }

    /** As clients see it. */
    public HostPort toHostPort() {
        return new HostPort(Texts.of(published.hostAddress()), String.valueOf(published.hostPort()));
    }

    /** Carries what the kernel does not lead there. */
    public void carryTo(InetAddress container) {
        socket.carryTo(new InetSocketAddress(container, published.containerPort()));
    }

    /** Frees it; others can have it when the call returns. Closing twice is harmless. */
    @Override
    public void close() {
        socket.close();
        atEnd.run();
    }
}
