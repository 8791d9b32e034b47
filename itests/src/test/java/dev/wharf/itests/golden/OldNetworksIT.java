package dev.wharf.itests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.itests.BusyboxRoot;
import dev.wharf.itests.RawClient;
import dev.wharf.itests.RawClient.Response;
import dev.wharf.itests.WharfDaemon;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How versions of old ask for ports and networks and are told of them, written from their references. */
@Tag("privileged")
class OldNetworksIT {
    private static final String SLEEPER = "\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"]";
    private static final String BINDINGS = "{\"PortBindings\":{\"80/tcp\":[{}],\"53/udp\":[{}]}}";

    private static WharfDaemon daemon;
    private static RawClient client;
    private static String id;
    private static String web;
    private static String names;

    @BeforeAll
    static void startContainer() {
        daemon = WharfDaemon.start();
        client = daemon.client();
        client.postTar("/images/create?fromSrc=-&repo=busybox", BusyboxRoot.tar());
        id = started("/v1.21", "{" + SLEEPER + ",\"ExposedPorts\":{\"9/tcp\":{}},\"HostConfig\":" + BINDINGS + "}", "");
        web = hostPort(id, "80/tcp");
        names = hostPort(id, "53/udp");
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    @Test
    void theListOf14HasPortsInOneText() {
        assertThat(json(client.get("/v1.4/containers/json")).findValuesAsText("Ports"))
                .containsAnyOf(
                        web + "->80, " + names + "->53/udp", //
                        names + "->53/udp, " + web + "->80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1.12", "1.21"})
    void laterListsHaveEachPort(String version) {
        JsonNode ports =
                json(client.get("/v" + version + "/containers/json")).path(0).path("Ports");

        assertThat(ports.toString())
                .isEqualTo(
                        "[{\"PrivatePort\":9,\"Type\":\"tcp\"},{\"IP\":\"0.0.0.0\",\"PrivatePort\":53,\"PublicPort\":"
                                + names + ",\"Type\":\"udp\"},{\"IP\":\"0.0.0.0\",\"PrivatePort\":80,\"PublicPort\":"
                                + web
                                + ",\"Type\":\"tcp\"}]");
    }

    @Test
    void portMappingIsFlatThenSplitThenGone() {
        String tcp = "\"80\":\"" + web + "\"";
        String udp = "\"53\":\"" + names + "\"";

        assertThat(settings("1.3").path("PortMapping")).isEqualTo(json("{" + tcp + "," + udp + "}"));
        assertThat(settings("1.5").path("PortMapping"))
                .isEqualTo(json("{\"Tcp\":{" + tcp + "},\"Udp\":{" + udp + "}}"));
        assertThat(settings("1.6").path("PortMapping").isNull()).isTrue();
        assertThat(settings("1.21").has("PortMapping")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.6", "1.15", "1.20", "1.21"})
    void portsTellWhatIsPublishedAndWhatIsNot(String version) {
        assertThat(settings(version).path("Ports"))
                .isEqualTo(json("{\"53/udp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"" + names
                        + "\"}],\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"" + web
                        + "\"}],\"9/tcp\":null}"));
    }

    @ParameterizedTest
    @CsvSource({"1.0, true, false", "1.16, true, false", "1.17, false, false", "1.20, false, false", "1.21, false, true"
    })
    void theAddressHasItsPlaceInEachVersion(String version, boolean isSpeltOld, boolean hasNetworks) {
        JsonNode told = settings(version);
        String address = settings("1.21").at("/Networks/bridge/IPAddress").asText();

        assertThat(address).startsWith("172.");
        assertThat(told.path("IPAddress").asText()).isEqualTo(address);
        assertThat(told.path("IPPrefixLen").asInt()).isEqualTo(16);
        assertThat(told.path("Gateway").asText()).endsWith(".1");
        assertThat(told.has("IpAddress")).isEqualTo(isSpeltOld);
        assertThat(told.has("Networks")).isEqualTo(hasNetworks);
    }

    @Test
    void theNetworkIsNamedByItsIdIn120() {
        assertThat(settings("1.20").path("NetworkID").asText())
                .isEqualTo(json(client.get("/networks/bridge")).path("Id").asText())
                .isEqualTo(settings("1.21").at("/Networks/bridge/NetworkID").asText());
    }

    @Test
    void portSpecsArePublishedAtTheStart() {
        String old = started("/v1.5", "{" + SLEEPER + ",\"PortSpecs\":[\"80\"]}", "{}");

        assertThat(hostPort(old, "80/tcp")).matches("[0-9]+");
        client.delete("/containers/" + old + "?force=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1.6", "/v1.14"})
    void aStartMayBringTheBindings(String version) {
        String old = started(version, "{" + SLEEPER + "}", BINDINGS);

        assertThat(hostPort(old, "53/udp")).matches("[0-9]+").isNotEqualTo(names);
        client.delete("/containers/" + old + "?force=1");
    }

    private static String started(String version, String create, String start) {
        String made = json(client.postJson(version + "/containers/create", create))
                .path("Id")
                .asText();
        Response answer = start.isEmpty()
                ? client.post(version + "/containers/" + made + "/start")
                : client.postJson(version + "/containers/" + made + "/start", start);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        return made;
    }

    private static String hostPort(String container, String port) {
        return json(client.get("/v1.21/containers/" + container + "/json"))
                .path("NetworkSettings")
                .path("Ports")
                .path(port)
                .path(0)
                .path("HostPort")
                .asText();
    }

    private static JsonNode settings(String version) {
        return json(client.get("/v" + version + "/containers/" + id + "/json")).path("NetworkSettings");
    }

    private static JsonNode json(Response response) {
        return json(response.body());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
