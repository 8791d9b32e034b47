package dev.wharf.api.http.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What containers do and use. */
final class MonitorTest extends ServerTestCase {
    @Test
    void processesAreToldWithTheirTitles() throws IOException {
        assertThat(call("GET", "/containers/c1/top?ps_args=aux").body())
                .isEqualTo("{\"Processes\":[[\"root\",\"7\",\"?\",\"00:00:00\",\"sleep 300\"]],"
                        + "\"Titles\":[\"UID\",\"PID\",\"TTY\",\"TIME\",\"CMD\"]}\n");
        assertThat(engine.monitor.psArguments).isEqualTo("aux");
    }

    @Test
    void version13GetsFourColumnsAndNoChoice() throws IOException {
        assertThat(call("GET", "/v1.3/containers/c1/top?ps_args=aux").body())
                .isEqualTo("[{\"PID\":\"7\",\"Tty\":\"?\",\"Time\":\"00:00:00\",\"Cmd\":\"sleep 300\"}]\n");
        assertThat(engine.monitor.psArguments).isEmpty();
    }

    @Test
    void oneSampleIsADocument() throws IOException {
        RawClient.Answer answer = call("GET", "/containers/c1/stats?stream=0");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .startsWith("{\"read\":\"2026-01-01T00:00:01Z\",\"preread\":\"2026-01-01T00:00:00Z\"")
                .contains("\"networks\":{\"eth0\":{\"rx_bytes\":1,");
    }

    @Test
    void samplesAreSentAsTheyCome() throws Exception {
        try (RawClient client = unix()) {
            client.send("GET /v1.20/containers/c1/stats HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).contains("200 OK", "Transfer-Encoding: chunked");
            engine.monitor.samples.add(Optional.of(FakeMonitor.stats("id")));
            assertThat(client.read(client.chunkSize()))
                    .contains("\"network\":{\"rx_bytes\":1,")
                    .endsWith("}\n");
            engine.monitor.samples.add(Optional.of(FakeMonitor.stats("id")));
            assertThat(client.readUntil("\r\n")).isEqualTo("\r\n");
            assertThat(client.read(client.chunkSize())).endsWith("}\n");
            engine.monitor.samples.add(Optional.empty());
            client.readUntil("\r\n");

            assertThat(client.chunkSize()).isZero();
        }
    }

    @Test
    void aClientThatLeavesEndsItsWatching() throws Exception {
        try (RawClient client = unix()) {
            client.send("GET /containers/c1/stats HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");
        }

        assertThat(engine.monitor.closed.await(10, SECONDS)).isTrue();
    }

    @Test
    void anUnknownContainerIsNotFound() throws IOException {
        assertThat(call("GET", "/containers/nobody/stats").status()).isEqualTo(404);
        assertThat(call("GET", "/containers/nobody/top").status()).isEqualTo(404);
    }
}
