package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads as clients of Docker's first years, and people with netcat, write them. */
final class OldClientsTest extends ServerTestCase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /_ping HTTP/1.1\r\nHost: \r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost:\r\n\r\n",
                "GET /_ping HTTP/1.1\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nHost: /var/run/docker.sock\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nUser-Agent: Docker-Client/1.9.1 (linux)\r\nHost: \r\nAccept: */*\r\n\r\n",
                "GET /_ping HTTP/1.1\r\nhost: %2Fvar%2Frun%2Fdocker.sock\r\n\r\n",
                "GET /_ping HTTP/1.0\r\n\r\n",
                "GET /_ping HTTP/1.0\r\nHost: \r\n\r\n",
                "GET /_ping HTTP/1.0\nConnection: close\n\n",
                "GET http://docker/_ping HTTP/1.1\r\nHost: docker\r\n\r\n",
                "GET http://docker/_ping HTTP/1.1\r\nHost: other\r\n\r\n",
                "GET http://docker/_ping HTTP/1.1\r\nHost: \r\n\r\n",
                "GET /v1.0/_ping HTTP/1.1\r\nHost: \r\n\r\n",
                "\r\nGET /_ping HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void oddHeadsAreServed(String head) throws IOException {
        try (RawClient onUnix = unix();
                RawClient onTcp = tcp()) {
            assertThat(onUnix.send(head).answer().body()).isEqualTo("OK");
            assertThat(onTcp.send(head).answer().body()).isEqualTo("OK");
        }
    }

    @Test
    void aConnectionWithOddHeadsIsKept() throws IOException {
        try (RawClient client = unix()) {
            for (int i = 0; i < 5; i++) {
                client.send("GET /_ping HTTP/1.1\r\nHost: \r\n\r\n");

                assertThat(client.answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void requestsThatComeTogetherAreServedInOrder() throws IOException {
        String ping = "GET /_ping HTTP/1.1\r\nHost: \r\n\r\n";
        String missing = "GET /containers/x/json HTTP/1.1\r\nHost: \r\n\r\n";
        try (RawClient client = unix()) {
            client.send(ping + missing + ping);

            assertThat(client.answer().body()).isEqualTo("OK");
            assertThat(client.answer().status()).isEqualTo(404);
            assertThat(client.answer().body()).isEqualTo("OK");
        }
    }

    @Test
    void anOddHeadBehindABodyIsServed() throws IOException {
        String create = "POST /containers/create?name=b HTTP/1.1\r\nHost: \r\nContent-Type: application/json\r\n"
                + "Content-Length: 15\r\n\r\n{\"Image\":\"busy\"}".replace("busy\"", "bus\"");
        try (RawClient client = unix()) {
            client.send(create + "GET /_ping HTTP/1.1\r\nHost: \r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(201);
            assertThat(client.answer().body()).isEqualTo("OK");
        }
    }

    @Test
    void anOddHeadAfterAChunkedBodyIsServed() throws IOException {
        try (RawClient client = unix()) {
            client.send("POST /containers/create?name=b HTTP/1.1\r\nHost: \r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"Image\"\r\n4\r\n:\"b\"\r\n1\r\n}\r\n0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(201);

            client.send("GET /_ping HTTP/1.1\r\nHost: \r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("OK");
        }
    }

    @Test
    void aHeadThatComesByteByByteIsServed() throws IOException {
        try (RawClient client = unix()) {
            for (char character : "GET /_ping HTTP/1.1\r\nHost: \r\n\r\n".toCharArray()) {
                client.send(String.valueOf(character));
            }

            assertThat(client.answer().body()).isEqualTo("OK");
        }
    }

    @Test
    void anAnswerToHttp10EndsTheConnection() throws IOException {
        try (RawClient client = unix()) {
            client.send("GET /_ping HTTP/1.0\r\n\r\n");

            assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nOK");
        }
    }

    @Test
    void aClientThatEndedItsOutputIsAnswered() throws IOException {
        try (RawClient client = unix()) {
            client.send("GET /_ping HTTP/1.1\r\nHost: \r\n\r\n").endOutput();

            assertThat(client.readAll()).endsWith("OK");
        }
    }
}
