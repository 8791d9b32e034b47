package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.NetworkRequest;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body that makes a network; Docker 1.9.1, api/types/types.go (NetworkCreate), and of newer keys {@code
 * EnableIPv6}, {@code Internal}, {@code Labels} and {@code IPAM.Options}.
 */
public final class NetworkBody {
    private NetworkBody() {}

    /**
     * The request.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    public static NetworkRequest toDomain(ObjectNode object) {
        Fields body = new Fields(object);
        return new NetworkRequest(
                body.text("Name"),
                body.flag("CheckDuplicate"),
                body.text("Driver"),
                body.flag("EnableIPv6"),
                body.flag("Internal"),
                body.optionalFields("IPAM").map(NetworkBody::ipam).orElseGet(Ipam::any),
                body.map("Options"),
                body.map("Labels"));
    }

    private static Ipam ipam(Fields ipam) {
        String driver = ipam.text("Driver");
        List<Ipam.Subnet> subnets =
                ipam.list("Config").stream().map(NetworkBody::subnet).toList();
        return new Ipam(
                Optional.of(driver)
                        .filter(name -> !name.isEmpty())
                        .orElse(Ipam.any().driver()),
                ipam.map("Options"),
                subnets);
    }

    private static Ipam.Subnet subnet(Fields config) {
        return new Ipam.Subnet(
                config.text("Subnet"),
                config.text("IPRange"),
                config.text("Gateway"),
                config.isSet("AuxiliaryAddresses") ? config.map("AuxiliaryAddresses") : config.map("AuxAddress"));
    }
}
