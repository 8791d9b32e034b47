package dev.wharf.api.http.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that become raw streams. */
final class HijackTest extends ServerTestCase {
    private static final String QUERY = "/containers/c1/attach?stream=1&stdin=1&stdout=1&stderr=1";
    private static final String PLAIN_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
    private static final String UPGRADE_HEAD =
            "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUpgradeIsAnsweredWith101(boolean onUnix) throws Exception {
        try (RawClient client = onUnix ? unix() : tcp()) {
            client.send("POST /v1.21" + QUERY + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                    + "Content-Length: 0\r\n\r\n");

            assertThat(client.readUntil("\r\n\r\n")).isEqualTo(UPGRADE_HEAD);
            talk(client);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutUpgradeTheAnswerIs200(boolean onUnix) throws Exception {
        try (RawClient client = onUnix ? unix() : tcp()) {
            client.send("POST " + QUERY + " HTTP/1.1\r\nHost: \r\nContent-Type: text/plain\r\n\r\n");

            assertThat(client.readUntil("\r\n\r\n")).isEqualTo(PLAIN_HEAD);
            talk(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: Upgrade\r\nUpgrade: tcp\r\n", ""})
    void bytesRightBehindTheHeadAreInput(String upgrade) throws Exception {
        String head = "POST " + QUERY + " HTTP/1.1\r\nHost: \r\n" + upgrade + "\r\n";
        try (RawClient client = unix()) {
            client.send(head + "GET /early HTTP/1.1\r\n\r\n").endOutput();
            FakeAttachment attachment = engine.streams.attachments.take();

            assertThat(attachment.inputEnded.await(10, SECONDS)).isTrue();
            assertThat(attachment.input()).isEqualTo("GET /early HTTP/1.1\r\n\r\n");
        }
    }

    @Test
    void http10IsTakenOver() throws Exception {
        try (RawClient client = unix()) {
            client.send("POST " + QUERY + " HTTP/1.0\r\n\r\n");

            assertThat(client.readUntil("\r\n\r\n")).isEqualTo(PLAIN_HEAD);
            talk(client);
        }
    }

    @Test
    void aLargeInputArrivesWhole() throws Exception {
        String large = "0123456789abcdef".repeat(200_000);
        try (RawClient client = unix()) {
            client.send("POST " + QUERY + " HTTP/1.1\r\nHost: x\r\n\r\n" + large)
                    .endOutput();
            FakeAttachment attachment = engine.streams.attachments.take();

            assertThat(attachment.inputEnded.await(10, SECONDS)).isTrue();
            assertThat(attachment.input()).isEqualTo(large);
        }
    }

    @Test
    void aTerminalHasNoFrames() throws Exception {
        create("t1", true);
        try (RawClient client = unix()) {
            client.send("POST /containers/t1/attach?stream=1&stdout=1 HTTP/1.1\r\nHost: x\r\n\r\n");
            FakeAttachment attachment = engine.streams.attachments.take();
            attachment.out("raw");
            attachment.end();

            assertThat(client.readAll()).isEqualTo(PLAIN_HEAD + "raw");
        }
    }

    @Test
    void versionsBelow16HaveNoFrames() throws Exception {
        try (RawClient client = unix()) {
            client.send("POST /v1.5/containers/c1/attach?stream=1&stdout=1 HTTP/1.1\r\nHost: x\r\n\r\n");
            FakeAttachment attachment = engine.streams.attachments.take();
            attachment.out("raw");
            attachment.err("mixed");
            attachment.end();

            assertThat(client.readAll()).isEqualTo(PLAIN_HEAD + "rawmixed");
        }
    }

    @Test
    void ctrlPAndCtrlQCutTheClientOff() throws Exception {
        create("t1", true);
        try (RawClient client = unix()) {
            client.send("POST /containers/t1/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: x\r\n\r\n");
            FakeAttachment attachment = engine.streams.attachments.take();
            client.readUntil("\r\n\r\n");
            client.send("a\u0010b").send("\u0010").send("\u0011");

            assertThat(client.readAll()).isEmpty();
            assertThat(attachment.input()).isEqualTo("a\u0010b");
            assertThat(attachment.inputEnded.getCount()).isEqualTo(1);
        }
    }

    @Test
    void anUnknownContainerGetsAnOrdinaryAnswer() throws IOException {
        RawClient.Answer answer = call("POST", "/containers/nobody/attach?stream=1&stdout=1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("no such id: nobody\n");
    }

    @Test
    void anAttachmentEndsWhenItsClientIsGone() throws Exception {
        FakeAttachment attachment;
        try (RawClient client = unix()) {
            client.send("POST " + QUERY + " HTTP/1.1\r\nHost: x\r\n\r\n");
            attachment = engine.streams.attachments.take();
            client.readUntil("\r\n\r\n");
        }

        assertThat(attachment.inputEnded.await(10, SECONDS)).isTrue();
        attachment.out("x".repeat(100));
        assertThat(attachment.closed.await(10, SECONDS)).isTrue();
    }

    @Test
    void anAttachmentWithoutInputEndsWhenItsClientIsGone() throws Exception {
        FakeAttachment attachment;
        try (RawClient client = unix()) {
            client.send("POST /containers/c1/attach?stream=1&stdout=1 HTTP/1.1\r\nHost: x\r\n\r\n");
            attachment = engine.streams.attachments.take();
            client.readUntil("\r\n\r\n");
            client.endOutput();
            assertThat(attachment.closed.await(100, MILLISECONDS)).isFalse();
        }

        assertThat(attachment.closed.await(10, SECONDS)).isTrue();
    }

    private void talk(RawClient client) throws Exception {
        FakeAttachment attachment = engine.streams.attachments.take();
        attachment.out("out");
        assertThat(client.read(11)).isEqualTo("\1\0\0\0\0\0\0\3out");
        client.send("in").endOutput();
        assertThat(attachment.inputEnded.await(10, SECONDS)).isTrue();
        assertThat(attachment.input()).isEqualTo("in");
        attachment.err("after");
        attachment.end();

        assertThat(client.readAll()).isEqualTo("\2\0\0\0\0\0\0\5after");
    }
}
