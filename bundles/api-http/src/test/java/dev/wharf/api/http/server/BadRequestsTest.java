package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request is said in one sentence with a status of the client's fault. */
final class BadRequestsTest extends ServerTestCase {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/containers/json?limit=x",
                "GET|/containers/json?limit=99999999999",
                "GET|/containers/json?filters=nope",
                "GET|/containers/json?filters=%5B1%5D",
                "GET|/containers/json?filters=%7B%22a%22%3A1%7D",
                "GET|/containers/json?filters=%7B%22a%22%3A%5B1%5D%7D",
                "GET|/containers/json?a=%zz",
                "GET|/containers/%zz/json",
                "GET|/containers/%/json",
                "GET|/images/json?filters=%7B",
                "GET|/events?since=abc",
                "GET|/events?until=1.x",
                "GET|/events?since=99999999999999999999",
                "GET|/events?filters=x",
                "GET|/containers/c1/logs",
                "GET|/containers/c1/logs?stdout=1&since=abc",
                "POST|/containers/c1/resize",
                "POST|/containers/c1/resize?h=x&w=1",
                "POST|/containers/c1/resize?h=-1&w=1",
                "POST|/containers/c1/resize?h=99999&w=1",
                "POST|/containers/c1/rename",
                "POST|/containers/c1/wait?condition=never",
                "POST|/containers/create",
                "POST|/images/create",
                "POST|/images/busybox/tag",
                "GET|/images/get",
                "GET|/containers/c1/archive",
                "PUT|/containers/c1/archive",
                "POST|/containers/c1/copy",
                "POST|/commit",
                "POST|/v1.8/commit?container=c1&run=%7B",
                "POST|/v1.8/commit?container=c1&run=%5B%5D",
                "POST|/wharf/drivers/default",
                "POST|/wharf/migrate"
            })
    void badParametersAre400(String method, String path) throws IOException {
        RawClient.Answer answer = call(method, path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).endsWith("\n").doesNotContain("Exception");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/containers/nobody/json",
        "GET,/containers/nobody/logs?stdout=1",
        "POST,/containers/nobody/start",
        "POST,/containers/nobody/stop",
        "POST,/containers/nobody/restart",
        "POST,/containers/nobody/kill",
        "POST,/containers/nobody/pause",
        "POST,/containers/nobody/unpause",
        "POST,/containers/nobody/wait",
        "POST,/containers/nobody/attach",
        "POST,/containers/nobody/resize?h=1&w=1",
        "POST,/containers/nobody/rename?name=x",
        "DELETE,/containers/nobody",
        "GET,/images/nobody/json",
        "GET,/images/nobody/history",
        "POST,/images/nobody/tag?repo=x",
        "DELETE,/images/nobody",
        "GET,/images/nobody/get",
        "GET,/images/get?names=busybox&names=nobody",
        "GET,/containers/nobody/changes",
        "GET,/containers/nobody/export",
        "GET,/containers/nobody/archive?path=/file",
        "POST,/commit?container=nobody"
    })
    void unknownObjectsAre404(String method, String path) throws IOException {
        RawClient.Answer answer = call(method, path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"x\"",
                "1",
                "{}",
                "null",
                "nope",
                "{\"Image\":1}",
                "{\"Image\":\"b\",\"Cmd\":{}}",
                "{\"Image\":\"b\",\"HostConfig\":[]}",
                "{\"Image\":\"b\",\"HostConfig\":{\"Memory\":\"x\"}}",
                "{\"Image\":\"b\",\"HostConfig\":{\"Memory\":99999999999999999999}}",
                "{\"Image\":\"b\",\"Env\":[1]}"
            })
    void badBodiesAre400(String body) throws IOException {
        RawClient.Answer answer = post("/containers/create", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).endsWith("\n").doesNotContain("Exception").doesNotContain("dev.wharf");
    }

    @Test
    void aDeepBodyIs400() throws IOException {
        String deep = "{\"Image\":\"b\",\"X\":" + "[".repeat(70) + "]".repeat(70) + "}";

        assertThat(post("/containers/create", deep).status()).isEqualTo(400);
    }

    @RepeatedTest(5)
    void aHugeBodyIs400() throws IOException {
        String huge = "{\"Image\":\"" + "x".repeat(5_000_000) + "\"}";

        RawClient.Answer answer = post("/containers/create", huge);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("4 MiB");
    }

    @Test
    void anotherContentTypeIs400() throws IOException {
        try (RawClient client = unix()) {
            client.send("POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 2\r\n\r\n{}");
            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("Content-Type specified (text/plain) must be 'application/json'\n");
        }
    }

    @Test
    void aCharsetAndKeysInAnyCaseAreTaken() throws IOException {
        try (RawClient client = unix()) {
            client.send("POST /containers/create HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: application/json; charset=utf-8\r\nContent-Length: 13\r\n\r\n{\"imAGE\":\"b\"}");

            assertThat(client.answer().status()).isEqualTo(201);
        }
    }

    @Test
    void parametersMayComeInAForm() throws IOException {
        try (RawClient client = unix()) {
            client.send("POST /images/busybox/tag HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\n\r\nrepo=a%2Fb&x=");

            assertThat(client.answer().status()).isEqualTo(201);
        }
    }

    @Test
    void aTakenNameIs409() throws IOException {
        assertThat(post("/containers/create?name=c1", "{\"Image\":\"b\"}").status())
                .isEqualTo(409);
    }

    @Test
    void whatNobodyForesawTellsNothing() throws IOException {
        RawClient.Answer answer = post("/containers/create", "{\"Image\":\"broken\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /_ping HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: strange\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /_ping\r\n\r\n",
                "GET /_ping HTTP/7.0\r\n\r\n",
                "\u0016\u0003\u0001\r\n\r\n"
            })
    void whatIsNotProperHttpIsRefused(String head) throws IOException {
        try (RawClient client = unix()) {
            String answer = client.send(head).readAll();

            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception");
        }
    }

    @Test
    void aHeadThatIsTooLongIsRefused() throws IOException {
        try (RawClient client = unix()) {
            client.send("GET /_ping HTTP/1.1\r\nX: " + "x".repeat(70_000) + "\r\n");

            assertThat(client.answer().status()).isEqualTo(431);
        }
    }

    @Test
    void aLongQueryIsServed() throws IOException {
        assertThat(call("GET", "/containers/json?x=" + "y".repeat(40_000)).status())
                .isEqualTo(200);
    }

    @Test
    void aBrokenChunkIsRefused() throws IOException {
        try (RawClient client = unix()) {
            client.send("POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n");

            assertThat(client.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void aBodyThatEndsEarlyIsRefused() throws IOException {
        try (RawClient client = unix()) {
            client.send("POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100\r\n\r\n{")
                    .endOutput();

            assertThat(client.answer().status()).isEqualTo(400);
        }
    }
}
