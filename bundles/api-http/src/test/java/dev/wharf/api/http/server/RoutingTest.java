package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, versions and what every answer has. */
final class RoutingTest extends ServerTestCase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_ping",
                "/v1.0/_ping",
                "/v1.9/_ping",
                "/v1.21/_ping",
                "/v1.21.0/_ping",
                "/v1.021/_ping",
                "/v1/_ping"
            })
    void pingIsOk(String path) throws IOException {
        RawClient.Answer answer = call("GET", path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("OK");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void everyAnswerNamesTheServer() throws IOException {
        for (String path : new String[] {"/_ping", "/nosuch", "/v9/_ping", "//_ping"}) {
            RawClient.Answer answer = call("GET", path);

            assertThat(answer.header("Server")).isEqualTo("Wharf/0.1.0 (linux)");
            assertThat(answer.header("Api-Version")).isEqualTo("1.21");
            assertThat(answer.header("Ostype")).isEqualTo("linux");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nosuch",
        "GET,/v1.21/nosuch",
        "DELETE,/v1.21/info",
        "POST,/containers/json",
        "GET,/info/",
        "GET,/vx/_ping",
        "GET,/v/_ping",
        "GET,/v1.21",
        "GET,/",
        "FOO,/_ping",
        "POST,/v1.12/images/busybox/insert",
        "GET,/v1.7/images/viz",
        "GET,/v1.2/auth"
    })
    void unknownRoutesAre404(String method, String path) throws IOException {
        RawClient.Answer answer = call(method, path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("404 page not found\n");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.22", "1.99", "2", "1.100", "99999999999999.1"})
    void newerClientsAreRefused(String version) throws IOException {
        RawClient.Answer answer = call("GET", "/v" + version + "/info");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("client is newer than server (client API version: " + version
                        + ", server API version: 1.21)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.9", "0.99"})
    void olderClientsAreRefused(String version) throws IOException {
        RawClient.Answer answer = call("GET", "/v" + version + "/info");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("client version " + version + " is too old. Minimum supported API version is 1.0,"
                        + " please upgrade your client to a newer version\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1.21//info,/v1.21/info",
        "//_ping,/_ping",
        "/containers//c1/json,/containers/c1/json",
        "/containers/%2Fc1/json,/containers/c1/json",
        "/containers/./c1/json?size=1,/containers/c1/json?size=1",
        "/containers/x/../c1/json,/containers/c1/json"
    })
    void uncleanPathsAreRedirected(String path, String location) throws IOException {
        RawClient.Answer answer = call("GET", path);

        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS,/", "OPTIONS,/v1.21/info", "OPTIONS,/v1.0/containers/json", "HEAD,/_ping"})
    void optionsAndHeadAreAnswered(String method, String path) throws IOException {
        assertThat(call(method, path).status()).isEqualTo(200);
    }

    @Test
    void imageNamesMayHaveSlashesAndPorts() throws IOException {
        assertThat(call("GET", "/images/host:5000/a/b/json").status()).isEqualTo(200);
        assertThat(call("GET", "/v1.21/images/host:5000%2Fa%2Fb/json").status()).isEqualTo(200);
    }

    @Test
    void jsonEndsWithALineFeedAndEscapesHtml() throws IOException {
        RawClient.Answer answer = call("GET", "/images/busybox/json");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .contains("\"Comment\":\"\\u003c\\u0026\\u003e\"")
                .endsWith("}\n");
    }

    @Test
    void answersWithoutBodyHaveNoType() throws IOException {
        RawClient.Answer started = call("POST", "/containers/c1/start");
        RawClient.Answer again = call("POST", "/containers/c1/start");
        RawClient.Answer tagged = call("POST", "/images/busybox/tag?repo=a");

        assertThat(started.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(304);
        assertThat(tagged.status()).isEqualTo(201);
        assertThat(started.head() + again.head() + tagged.head()).doesNotContain("Content-Type");
    }

    @Test
    void olderClientsSeeOlderOutcomes() throws IOException {
        assertThat(call("POST", "/v1.3/containers/c1/start").status()).isEqualTo(200);
        assertThat(call("POST", "/v1.12/containers/c1/start").status()).isEqualTo(204);
        assertThat(call("POST", "/containers/c1/stop").status()).isEqualTo(204);
        assertThat(call("POST", "/v1.19/containers/c1/kill").status()).isEqualTo(204);
        assertThat(call("POST", "/v1.20/containers/c1/kill").status()).isEqualTo(409);
        assertThat(call("DELETE", "/v1.1/images/busybox").status()).isEqualTo(204);
    }

    @Test
    void aServiceThatIsAwayIsSaidToBe() throws IOException {
        RawClient.Answer answer = call("GET", "/info");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("not available at present");
    }

    @Test
    void aCallOfALaterReleaseSaysSo() throws IOException {
        RawClient.Answer answer = call("POST", "/v1.21/build");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body()).isEqualTo("POST /build is not part of this release of Wharf\n");
    }

    @Test
    void driversAreListed() throws IOException {
        assertThat(call("GET", "/wharf/drivers").body())
                .isEqualTo("[{\"kind\":\"graph\",\"name\":\"overlay\",\"version\":\"0.1.0\",\"state\":\"active\","
                        + "\"default\":true,\"reason\":\"\",\"calls\":7,\"errors\":1,\"stuck\":1,"
                        + "\"lastError\":{\"call\":\"prepare\",\"message\":\"no space\","
                        + "\"at\":\"2015-11-03T10:00:00Z\"},"
                        + "\"slowest\":{\"call\":\"commit\",\"millis\":1234}},"
                        + "{\"kind\":\"graph\",\"name\":\"vfs\",\"version\":\"0.1.0\",\"state\":\"active\","
                        + "\"default\":false,\"reason\":\"\",\"calls\":0,\"errors\":0,\"stuck\":0},"
                        + "{\"kind\":\"graph\",\"name\":\"aufs\",\"version\":\"0.1.0\",\"state\":\"unsupported\","
                        + "\"default\":false,\"reason\":\"no aufs\",\"calls\":0,\"errors\":0,\"stuck\":0}]\n");
    }
}
