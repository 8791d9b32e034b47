package dev.wharf.networks.life;

import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.Network.Member;
import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.record.NetworkRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** Networks as clients see them. */
final class NetworkViews {
    private final ContainerTable containers;

    NetworkViews(ContainerTable containers) {
        this.containers = containers;
    }

    Network view(LiveNetwork network) {
        NetworkRecord record = network.record();
        return new Network(
                record.id(),
                record.name(),
                record.created(),
                record.scope(),
                record.driver(),
                record.isIpv6(),
                record.isInternal(),
                ipam(record.addresses()),
                members(network),
                record.options(),
                record.labels());
    }

    private static Ipam ipam(NetworkRecord.Addresses addresses) {
        return new Ipam(
                addresses.driver(),
                addresses.options(),
                addresses.subnets().stream()
                        .map(subnet ->
                                new Ipam.Subnet(subnet.pool(), subnet.range(), subnet.gateway(), subnet.auxiliary()))
                        .toList());
    }

    private Map<String, Member> members(LiveNetwork network) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (LiveEndpoint endpoint : network.members()) {
            String name = containers
                    .find(endpoint.containerId())
                    .map(LiveContainer::name)
                    .orElse("");
            members.put(endpoint.containerId(), new Member(name, endpoint.status()));
        }
        return members;
    }
}
