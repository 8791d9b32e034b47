package dev.wharf.api.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body that makes a container says about networks. */
class NetworkKeysTest {

    @Test
    void networksAreReadInTheOrderOfTheClient() {
        CreateRequest request = request("{'Image':'x','NetworkingConfig':{'EndpointsConfig':{"
                + "'n2':{'IPAMConfig':{'IPv4Address':'10.0.0.9'},'Aliases':['a','b'],'Links':['db:x'],"
                + "'DriverOpts':{'o':'p'}},'n1':null}}}");

        assertThat(request.networks())
                .containsExactly(
                        entry(
                                "n2",
                                new EndpointRequest(
                                        "10.0.0.9", "", List.of("a", "b"), List.of("db:x"), Map.of("o", "p"))),
                        entry("n1", EndpointRequest.any()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Image':'x'}",
                "{'Image':'x','NetworkingConfig':null}",
                "{'Image':'x','NetworkingConfig':{'EndpointsConfig':null}}",
                "{'Image':'x','NetworkingConfig':{'EndpointsConfig':{}}}"
            })
    void withoutNetworksTheModeDecides(String body) {
        assertThat(request(body).networks()).isEmpty();
    }

    @Test
    void theAddressOfAnInterfaceMayStandBesideItsNetwork() {
        String endpoints = "'NetworkingConfig':{'EndpointsConfig':{'n':{'MacAddress':'02:42:ac:11:00:99'}}}}";

        assertThat(request("{'Image':'x'," + endpoints).config().macAddress()).isEqualTo("02:42:ac:11:00:99");
        assertThat(request("{'Image':'x','MacAddress':'02:00:00:00:00:01'," + endpoints)
                        .config()
                        .macAddress())
                .isEqualTo("02:00:00:00:00:01");
    }

    @Test
    void linksHaveThreeForms() {
        assertThat(network("'Links':['db:x','db','/db:/web/y']").links()).containsExactly("db:x", "db:db", "db:y");
    }

    @Test
    void linksAreShownWithBothNames() {
        HostConfig host = host("'Links':['db:x','cache']");

        assertThat(Json.tree(HostConfigBody.of(host, "web$1")).path("Links").toString())
                .isEqualTo("[\"/db:/web$1/x\",\"/cache:/web$1/cache\"]");
        assertThat(Json.tree(HostConfigBody.of(HostConfig.empty(), "web"))
                        .path("Links")
                        .isNull())
                .isTrue();
    }

    @Test
    void bindingsNameAPortARangeOrNothing() {
        Map<String, List<HostPort>> bindings = network("'PortBindings':{'80':[{'HostPort':'8000-8010'},{}],"
                        + "'53/udp':null,'90/tcp':[{'HostIp':'::1','HostPort':'90/tcp'}],'91/tcp':[{'HostPort':''}]}")
                .portBindings();

        assertThat(bindings)
                .containsExactly(
                        entry("80/tcp", List.of(new HostPort("", "8000-8010"), new HostPort("", ""))),
                        entry("53/udp", List.of()),
                        entry("90/tcp", List.of(new HostPort("::1", "90"))),
                        entry("91/tcp", List.of(new HostPort("", ""))));
    }

    @Test
    void rangesOfPortSpecsArePairedOrLeaveTheChoice() {
        CreateRequest request = request("{'Image':'x','PortSpecs':['8000-8001:80-81/udp','9000-9010:90','70-71']}");

        assertThat(request.hostConfig().network().portBindings())
                .containsExactly(
                        entry("80/udp", List.of(new HostPort("", "8000"))),
                        entry("81/udp", List.of(new HostPort("", "8001"))),
                        entry("90/tcp", List.of(new HostPort("", "9000-9010"))),
                        entry("70/tcp", List.of(new HostPort("", ""))),
                        entry("71/tcp", List.of(new HostPort("", ""))));
        assertThat(request.config().exposedPorts()).containsExactly("80/udp", "81/udp", "90/tcp", "70/tcp", "71/tcp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'HostConfig':{'Links':['a:b:c']} | bad format for links: a:b:c",
                "'HostConfig':{'Links':['']} | empty string specified for links",
                "'HostConfig':{'PortBindings':{'80/tcp':[{'HostPort':'x'}]}} | Invalid port specification: \"x\"",
                "'HostConfig':{'PortBindings':{'80/tcp':[{'HostPort':'9-8'}]}} | Invalid port specification: \"9-8\"",
                "'HostConfig':{'PortBindings':{'80/tcp':[{'HostPort':'70000'}]}} | Invalid port specification: \"70000\"",
                "'HostConfig':{'PortBindings':{'80/tcp':[{'HostPort':80}]}} | json: cannot unmarshal number into field HostPort of type string",
                "'PortSpecs':['1-3:80-81'] | Invalid ranges specified for container and host Ports: 1-3:80-81",
                "'NetworkingConfig':[] | json: cannot unmarshal array into field NetworkingConfig of type object",
                "'NetworkingConfig':{'EndpointsConfig':{'n':7}} | json: cannot unmarshal number into field n of type object"
            })
    void whatMakesNoSenseIsTheFaultOfTheClient(String keys, String message) {
        assertThatThrownBy(() -> request("{'Image':'x'," + keys + "}"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(message);
    }

    @Test
    void theHostConfigOfAStartHasTheSameKeys() {
        NetworkConfig network = HostConfigBody.toDomain(
                        object("{'NetworkMode':'bridge','PortBindings':{'80/tcp':[{'HostPort':'8080'}]},"
                                + "'Links':['db:x'],'PublishAllPorts':true,'Dns':['9.9.9.9'],'DnsSearch':['a.b'],"
                                + "'DnsOptions':['ndots:2'],'ExtraHosts':['h:1.2.3.4']}"),
                        HostConfig.empty())
                .network();

        assertThat(network)
                .isEqualTo(new NetworkConfig(
                        "bridge",
                        Map.of("80/tcp", List.of(new HostPort("", "8080"))),
                        true,
                        List.of("db:x"),
                        List.of("9.9.9.9"),
                        List.of("a.b"),
                        List.of("ndots:2"),
                        List.of("h:1.2.3.4")));
    }

    @Test
    void portsOfPortSpecsOutliveAStartThatNamesNone() {
        HostConfig stored = request("{'Image':'x','PortSpecs':['80']}").hostConfig();

        assertThat(HostConfigBody.toDomain(object("{'Binds':[]}"), stored)
                        .network()
                        .portBindings())
                .containsOnlyKeys("80/tcp");
        assertThat(HostConfigBody.toDomain(object("{'PortBindings':{'81/tcp':[]}}"), stored)
                        .network()
                        .portBindings())
                .containsOnlyKeys("81/tcp");
    }

    @Test
    void aListTellsTheNetworksOfAContainer() {
        JsonNode row =
                Json.tree(ListedContainer.of(Samples.running(), Optional.empty(), Samples.CREATED.plusSeconds(6)));

        assertThat(row.at("/NetworkSettings/Networks/bridge/IPAddress").asText())
                .isEqualTo("172.17.0.3");
        assertThat(row.at("/NetworkSettings").size()).isEqualTo(1);
    }

    private static NetworkConfig network(String keys) {
        return host(keys).network();
    }

    private static HostConfig host(String keys) {
        return request("{'Image':'x','HostConfig':{" + keys + "}}").hostConfig();
    }

    private static CreateRequest request(String body) {
        return CreateBody.of(object(body)).toDomain("");
    }

    private static ObjectNode object(String text) {
        return Json.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
