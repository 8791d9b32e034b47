package dev.wharf.networks;

import dev.wharf.dns.NameServers;
import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.ConnectRequest.Link;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.ContainerNetworks;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.NetworkCreated;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.engine.api.network.NetworkService;
import dev.wharf.engine.api.network.NetworkSpace;
import dev.wharf.networks.address.ProcHostPrefixes;
import dev.wharf.networks.life.NetworkLife;
import dev.wharf.networks.port.EphemeralRange;
import dev.wharf.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The networks of this daemon. The name server may come later, and be exchanged. */
@Component(
        service = {NetworkService.class, ContainerNetworks.class},
        immediate = true)
public final class LocalNetworks implements NetworkService, ContainerNetworks {
    private final NetworkLife life;

    /** Those of a running daemon. */
    @Activate
    public LocalNetworks(
            BundleContext context,
            @Reference Store store,
            @Reference DriverRegistry drivers,
            @Reference EventService events) {
        this.life = new NetworkLife(new NetworkLife.Needs(
                DaemonSettings.from(context::getProperty).network(),
                store,
                drivers,
                events,
                new ProcHostPrefixes(),
                EphemeralRange.read(),
                Clock.systemUTC()));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addNames(NameServers servers) {
        life.use(servers);
    }

    void removeNames(NameServers servers) {
        life.forget(servers);
    }

    /** Lets the host's ports go; what drivers have set up works on. */
    @Deactivate
    void close() {
        life.close();
    }

    @Override
    public NetworkCreated create(NetworkRequest request) {
        return life.create(request);
    }

    @Override
    public List<Network> list(Map<String, List<String>> filters) {
        return life.list(filters);
    }

    @Override
    public Network inspect(String reference) {
        return life.inspect(reference);
    }

    @Override
    public void remove(String reference) {
        life.remove(reference);
    }

    @Override
    public Connections prepare(ConnectRequest request) {
        return life.prepare(request);
    }

    @Override
    public Connections attach(NetworkSpace space) {
        return life.attach(space);
    }

    @Override
    public Connections connect(NetworkSpace space, String network, EndpointRequest endpoint) {
        return life.connect(space, network, endpoint);
    }

    @Override
    public Connections disconnect(NetworkSpace space, String network) {
        return life.disconnect(space, network);
    }

    @Override
    public void release(String containerId) {
        life.release(containerId);
    }

    @Override
    public void recover(ConnectRequest request, Connections connections, NetworkSpace space) {
        life.recover(request, connections, space);
    }

    @Override
    public void recovered() {
        life.recovered();
    }

    @Override
    public void relink(String containerId, List<Link> links) {
        life.relink(containerId, links);
    }

    @Override
    public void rename(String containerId, String name) {
        life.rename(containerId, name);
    }
}
