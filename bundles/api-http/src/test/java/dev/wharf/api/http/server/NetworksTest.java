package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.NetworkRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks. */
final class NetworksTest extends ServerTestCase {
    private static final String GNET = "{\"Name\":\"gnet\",\"Id\":\"" + FakeNetworks.ID
            + "\",\"Created\":\"2026-11-21T00:13:42.768626689Z\",\"Scope\":\"local\",\"Driver\":\"bridge\","
            + "\"EnableIPv6\":false,\"IPAM\":{\"Driver\":\"default\",\"Options\":null,\"Config\":[{"
            + "\"Subnet\":\"10.200.0.0/24\",\"IPRange\":\"10.200.0.128/25\",\"Gateway\":\"10.200.0.1\"}]},"
            + "\"Internal\":false,\"Containers\":{},"
            + "\"Options\":{\"com.docker.network.bridge.enable_icc\":\"true\"},\"Labels\":{}}";
    private static final String BODY = "{\"Name\":\"gnet\",\"CheckDuplicate\":true,\"Driver\":\"bridge\","
            + "\"IPAM\":{\"Driver\":\"default\",\"Config\":[{\"Subnet\":\"10.200.0.0/24\","
            + "\"IPRange\":\"10.200.0.128/25\",\"Gateway\":\"10.200.0.1\"}]},"
            + "\"Options\":{\"com.docker.network.bridge.enable_icc\":\"true\"}}";

    /** Docker has no gate here: 20.10 was seen to serve them at 1.12. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1.12", "/v1.20", "/v1.21", ""})
    void clientsOfAllVersionsAreServed(String version) throws IOException {
        assertThat(post(version + "/networks/create", BODY).status()).isEqualTo(201);
        assertThat(call("GET", version + "/networks/gnet").body()).isEqualTo(GNET + "\n");
    }

    @Test
    void aLinkIsRemovedByItsNameWhichIsNotThatOfAContainer() throws IOException {
        RawClient.Answer refused = call("DELETE", "/containers/c1?link=1");

        assertThat(call("DELETE", "/containers/web/db?link=1").status()).isEqualTo(204);
        assertThat(engine.containers.removedLinks).containsExactly("web/db");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).isEqualTo("Conflict, cannot remove the default name of the container\n");
    }

    @Test
    void noNetworksAreAnEmptyList() throws IOException {
        assertThat(call("GET", "/v1.21/networks").body()).isEqualTo("[]\n");
    }

    @Test
    void aNetworkIsMadeListedShownAndRemoved() throws IOException {
        RawClient.Answer made = post("/v1.21/networks/create", BODY);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body()).isEqualTo("{\"Id\":\"" + FakeNetworks.ID + "\",\"Warning\":\"\"}\n");
        assertThat(call("GET", "/networks/gnet").body()).isEqualTo(GNET + "\n");
        assertThat(call("GET", "/networks?filters=%7B%22name%22:%5B%22gnet%22%5D%7D")
                        .body())
                .isEqualTo("[" + GNET + "]\n");
        assertThat(engine.networks.filters).isEqualTo(Map.of("name", List.of("gnet")));
        assertThat(call("DELETE", "/networks/gnet").status()).isEqualTo(204);
        assertThat(call("DELETE", "/networks/gnet").status()).isEqualTo(404);
        assertThat(call("GET", "/networks/gnet").body()).isEqualTo("network gnet not found\n");
    }

    @Test
    void whatANewerClientAsksForIsPassedOn() throws IOException {
        post(
                "/networks/create",
                "{\"Name\":\"n\",\"Driver\":\"macvlan\",\"EnableIPv6\":true,\"Internal\":true,"
                        + "\"IPAM\":{\"Options\":{\"o\":\"p\"},\"Config\":[{\"Subnet\":\"10.0.0.0/8\","
                        + "\"AuxiliaryAddresses\":{\"router\":\"10.0.0.2\"}}]},"
                        + "\"Labels\":{\"k\":\"v\"},\"Attachable\":true}");

        assertThat(engine.networks.requests)
                .containsExactly(new NetworkRequest(
                        "n",
                        false,
                        "macvlan",
                        true,
                        true,
                        new Ipam(
                                "default",
                                Map.of("o", "p"),
                                List.of(new Ipam.Subnet("10.0.0.0/8", "", "", Map.of("router", "10.0.0.2")))),
                        Map.of(),
                        Map.of("k", "v")));
    }

    @Test
    void aNetworkWithNothingButAName() throws IOException {
        post("/networks/create", "{\"Name\":\"n\",\"IPAM\":null}");

        assertThat(engine.networks.requests)
                .containsExactly(new NetworkRequest("n", false, "", false, false, Ipam.any(), Map.of(), Map.of()));
    }

    @Test
    void anIpamOfItsOwnIsPassedOn() throws IOException {
        post("/networks/create", "{\"Name\":\"n\",\"IPAM\":{\"Driver\":\"pool\"}}");

        assertThat(engine.networks.requests.get(0).ipam()).isEqualTo(new Ipam("pool", Map.of(), List.of()));
    }

    @Test
    void aSecondOneOfANameIsRefusedOrWarnedOf() throws IOException {
        post("/networks/create", BODY);

        assertThat(post("/networks/create", BODY).status()).isEqualTo(409);
        assertThat(post("/networks/create", BODY).body()).isEqualTo("network with name gnet already exists\n");
        assertThat(post("/networks/create", "{\"Name\":\"gnet\"}").body()).contains("\"Warning\":\"Network with name");
    }

    @Test
    void thePredefinedOnesCannotBeMade() throws IOException {
        RawClient.Answer answer = post("/networks/create", "{\"Name\":\"bridge\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("\"bridge is a pre-defined network and cannot be created\"\n");
    }

    @Test
    void whatElseIsForbiddenIsSaidInPlainText() throws IOException {
        RawClient.Answer answer = post("/networks/create", "{\"Name\":\"n\",\"Driver\":\"host\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("only one instance of \"host\" network is allowed\n");
    }

    @Test
    void aContainerIsConnectedShownAndDisconnected() throws IOException {
        post("/networks/create", BODY);

        RawClient.Answer connected = post("/networks/gnet/connect", "{\"Container\":\"/c1\"}");

        assertThat(connected.status()).isEqualTo(200);
        assertThat(connected.body()).isEmpty();
        assertThat(engine.networks.endpoints).containsEntry("c1", EndpointRequest.any());
        assertThat(call("GET", "/networks/gnet").body())
                .contains("\"Containers\":{\"c1\":{\"Name\":\"c1\",\"EndpointID\":\"e1\","
                        + "\"MacAddress\":\"02:42:0a:c8:00:80\",\"IPv4Address\":\"10.200.0.128/24\","
                        + "\"IPv6Address\":\"fd00::2/64\"}}");
        assertThat(post("/networks/gnet/connect", "{\"Container\":\"c1\"}").status())
                .isEqualTo(409);
        assertThat(call("DELETE", "/networks/gnet").status()).isEqualTo(409);
        assertThat(post("/networks/gnet/disconnect", "{\"Container\":\"c1\"}").status())
                .isEqualTo(200);
        assertThat(engine.networks.wasForced).isFalse();
        assertThat(post("/networks/gnet/disconnect", "{\"Container\":\"c1\",\"Force\":true}")
                        .status())
                .isEqualTo(409);
        assertThat(engine.networks.wasForced).isTrue();
    }

    @Test
    void howItIsToBeConnectedIsPassedOn() throws IOException {
        post("/networks/create", BODY);

        post(
                "/networks/gnet/connect",
                "{\"Container\":\"c1\",\"EndpointConfig\":{\"IPAMConfig\":{\"IPv4Address\":\"10.200.0.7\","
                        + "\"IPv6Address\":\"fd00::7\"},\"Aliases\":[\"a\"],\"Links\":[\"db:x\",\"web\"],"
                        + "\"DriverOpts\":{\"o\":\"p\"}}}");

        assertThat(engine.networks.endpoints)
                .containsEntry(
                        "c1",
                        new EndpointRequest(
                                "10.200.0.7", "fd00::7", List.of("a"), List.of("db:x", "web:web"), Map.of("o", "p")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/networks/create | | EOF",
                "/networks/create | {'Name':7} | json: cannot unmarshal number into field Name of type string",
                "/networks/create | {'Name':'n','IPAM':[]} | json: cannot unmarshal array into field IPAM of type object",
                "/networks/gnet/connect | | EOF",
                "/networks/gnet/connect | {} | bad parameter: 'Container' cannot be empty",
                "/networks/gnet/disconnect | {} | bad parameter: 'Container' cannot be empty",
            })
    void aBadBodyIsTheFaultOfTheClient(String path, String body, String said) throws IOException {
        RawClient.Answer answer = post(path, body == null ? "" : body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(said + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "disconnect"})
    void anUnknownNetworkIsNotFound(String verb) throws IOException {
        RawClient.Answer answer = post("/networks/nosuch/" + verb, "{\"Container\":\"c1\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("network nosuch not found\n");
    }
}
