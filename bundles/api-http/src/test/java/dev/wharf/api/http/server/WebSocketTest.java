package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Containers that are attached by a websocket. */
final class WebSocketTest extends ServerTestCase {
    private static final String HANDSHAKE = "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    private static final String HEAD = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n\r\n";
    private static final String NORMAL_END = "\u0088\2\3\u00e8";

    /** As recorded from a daemon of 20.10. */
    @Test
    void outputGoesAsTextFramesUntilTheContainerEnds() throws Exception {
        try (RawClient client = unix()) {
            FakeAttachment attachment = open(client, "/v1.21/containers/c1/attach/ws?logs=1&stream=1");
            attachment.out("from-ws\n");
            attachment.err("err-ws\n");
            attachment.end();

            assertThat(client.readAll()).isEqualTo("\u0081\bfrom-ws\n\u0081\7err-ws\n" + NORMAL_END);
        }
    }

    @Test
    void textAndBinaryFramesAreInput() throws Exception {
        try (RawClient client = unix()) {
            client.send("GET /containers/c1/attach/ws?stream=1 HTTP/1.1\r\n" + HANDSHAKE + frame(0x81, "early "));
            FakeAttachment attachment = engine.streams.attachments.take();
            client.send(frame(0x02, "in ")).send(frame(0x89, "now")).send(frame(0x80, "pieces"));
            assertThat(client.read(HEAD.length() + 5)).isEqualTo(HEAD + "\u008a\3now");
            client.send(frame(0x88, "\3\u00e8"));

            assertThat(client.readAll()).isEqualTo(NORMAL_END);
            assertThat(attachment.input()).isEqualTo("early in pieces");
        }
    }

    @Test
    void aLongMessageHasALongHead() throws Exception {
        try (RawClient client = tcp()) {
            FakeAttachment attachment = open(client, "/containers/c1/attach/ws?stream=1");
            attachment.out("x".repeat(300));
            attachment.out("y".repeat(70_000));
            attachment.end();

            assertThat(client.read(4)).isEqualTo("\u0081~\1,");
            assertThat(client.read(300)).isEqualTo("x".repeat(300));
            assertThat(client.read(10)).isEqualTo("\u0081\u007f\0\0\0\0\0\1\u0011p");
        }
    }

    @Test
    void framesWithoutAMaskEndTheConnection() throws Exception {
        try (RawClient client = unix()) {
            FakeAttachment attachment = open(client, "/containers/c1/attach/ws?stream=1");
            client.send("\u0081\2hi");

            assertThat(client.readAll()).isEqualTo("\u0088\2\3\u00ea");
            assertThat(attachment.input()).isEmpty();
        }
    }

    @Test
    void errorsComeBeforeTheHandshake() throws IOException {
        try (RawClient client = unix()) {
            client.send("GET /containers/nobody/attach/ws HTTP/1.1\r\n" + HANDSHAKE);

            assertThat(client.answer().status()).isEqualTo(404);
        }
        assertThat(call("GET", "/containers/nobody/attach/ws").status()).isEqualTo(404);
        assertThat(call("GET", "/containers/c1/attach/ws").status()).isEqualTo(400);
    }

    private FakeAttachment open(RawClient client, String path) throws Exception {
        client.send("GET " + path + " HTTP/1.1\r\n" + HANDSHAKE);
        assertThat(client.readUntil("\r\n\r\n")).isEqualTo(HEAD);
        return engine.streams.attachments.take();
    }

    private static String frame(int first, String content) {
        StringBuilder frame = new StringBuilder();
        frame.append((char) first).append((char) (0x80 | content.length())).append("\1\2\3\4");
        for (int i = 0; i < content.length(); i++) {
            frame.append((char) (content.charAt(i) ^ (1 + i % 4)));
        }
        return frame.toString();
    }
}
