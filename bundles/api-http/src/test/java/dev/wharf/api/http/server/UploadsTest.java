package dev.wharf.api.http.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Images that clients upload. */
final class UploadsTest extends ServerTestCase {
    private static final String IMPORT = "POST /images/create?fromSrc=-&repo=a&tag=b HTTP/1.1\r\nHost: x\r\n";

    @Test
    void anImportTellsItsStepsAndItsId() throws IOException {
        RawClient.Answer answer = importing("data");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"Importing\"}\r\n{\"status\":\"" + FakeImages.ID.substring(7) + "\"}\r\n");
    }

    @Test
    void anEarlyErrorHasAStatus() throws IOException {
        RawClient.Answer answer = importing("bad");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("invalid tar header\n");
    }

    @Test
    void aLateErrorEndsTheStream() throws IOException {
        RawClient.Answer answer = importing("late");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .endsWith("{\"errorDetail\":{\"message\":\"the disk is full\"},\"error\":\"the disk is full\"}\r\n");
    }

    @Test
    void aClientOfApi10GetsPlainText() throws IOException {
        try (RawClient client = unix()) {
            client.send("POST /v1.0/images/create?fromSrc=- HTTP/1.0\r\nContent-Length: 4\r\n\r\nlate");

            assertThat(client.readAll()).endsWith("\r\n\r\nImporting\r\nError: the disk is full\r\n");
        }
    }

    @Test
    void aChunkedUploadAfterContinueIsTaken() throws IOException {
        try (RawClient client = unix()) {
            client.send("POST /images/load HTTP/1.1\r\nHost: \r\nExpect: 100-continue\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("4\r\ndata\r\n0\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatLeavesAmidItsUploadEndsTheWork() throws Exception {
        try (RawClient client = unix()) {
            client.send(IMPORT + "Content-Length: 100\r\n\r\ndata");
        }

        assertThat(engine.images.readFailed.await(10, SECONDS)).isTrue();
    }

    @Test
    void aClientThatLeavesAfterItsUploadEndsTheWork() throws Exception {
        try (RawClient client = unix()) {
            client.send(IMPORT + "Content-Length: 4\r\n\r\nhang");
            client.readUntil("\r\n\r\n");
        }

        assertThat(engine.images.importEnded.await(10, SECONDS)).isTrue();
    }

    private RawClient.Answer importing(String tar) throws IOException {
        try (RawClient client = unix()) {
            return client.send(IMPORT + "Content-Length: " + tar.length() + "\r\n\r\n" + tar)
                    .answer();
        }
    }
}
