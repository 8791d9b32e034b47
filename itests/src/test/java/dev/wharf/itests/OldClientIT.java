package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a raw connection can say: odd heads, hijacked streams, half-closed ones. */
@Tag("privileged")
class OldClientIT {
    private static WharfDaemon daemon;
    private static RawClient client;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        client = daemon.client();
        client.postTar("/images/create?fromSrc=-&repo=busybox", BusyboxRoot.tar());
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /_ping HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: /var/run/docker.sock\r\nConnection: close\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /_ping HTTP/1.0\r\n\r\n",
                "GET /v1.0/_ping HTTP/1.0\r\nHost: a:b:c\r\n\r\n"
            })
    void oddHeadsAreServed(String request) {
        RawClient.Response response = client.raw(request);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("OK");
    }

    @Test
    void everyVersionAnswers() {
        for (int minor = 0; minor <= 21; minor++) {
            assertThat(client.get("/v1." + minor + "/version").status()).isEqualTo(200);
            assertThat(client.get("/v1." + minor + "/containers/json?all=1").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void keysAreReadInAnyCase() {
        RawClient.Response created = client.postJson("/containers/create", "{\"image\":\"wharf/hello\",\"TTY\":true}");

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamsAreHijackedAndHalfClosed(boolean upgrade) {
        String id = create(
                """
                {"Image":"busybox","Cmd":["sh","-c","cat; echo done >&2"],"OpenStdin":true,"StdinOnce":true,"AttachStdin":true}""");
        try (Hijacked stream =
                client.hijack("/containers/" + id + "/attach?stream=1&stdin=1&stdout=1&stderr=1", upgrade)) {
            assertThat(client.post("/containers/" + id + "/start").status()).isEqualTo(204);
            stream.write("through and back\n");
            stream.endInput();

            assertThat(stream.status()).isEqualTo(upgrade ? 101 : 200);
            assertThat(stream.readFrames(1)).isEqualTo("through and back\n");
        }
        assertThat(client.post("/containers/" + id + "/wait").body()).contains("\"StatusCode\":0");
        assertThat(client.get("/containers/" + id + "/logs?stdout=1").body()).contains("through and back\n");
    }

    @Test
    void aTerminalHasNoFrames() {
        String id = create("{\"Image\":\"busybox\",\"Cmd\":[\"echo\",\"plain\"],\"Tty\":true}");
        try (Hijacked stream = client.hijack("/containers/" + id + "/attach?stream=1&stdout=1", true)) {
            client.post("/containers/" + id + "/start");

            assertThat(stream.readAll()).isEqualTo("plain\r\n");
        }
    }

    private static String create(String body) {
        RawClient.Response created = client.postJson("/containers/create", body);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.body().replaceFirst("(?s).*\"Id\":\"([0-9a-f]+)\".*", "$1");
    }
}
