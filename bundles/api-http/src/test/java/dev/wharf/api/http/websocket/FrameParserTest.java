package dev.wharf.api.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {
    private final List<String> heard = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private final FrameParser parser = new FrameParser(new FrameParser.Listener() {
        @Override
        public void data(byte[] bytes, int offset, int length) {
            data.append(new String(bytes, offset, length, ISO_8859_1));
        }

        @Override
        public void ping(byte[] content) {
            heard.add("ping " + new String(content, ISO_8859_1) + " after " + data.length());
        }

        @Override
        public void leave() {
            heard.add("leave");
        }
    });

    /** A message in pieces with a ping between them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100, 100_000})
    void framesAreUnderstoodHoweverTheyAreCut(int size) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(frame(0x01, "a".repeat(125)));
        sent.writeBytes(frame(0x89, "p"));
        sent.writeBytes(frame(0x00, "b".repeat(126)));
        sent.writeBytes(frame(0x80, "c".repeat(70_000)));
        sent.writeBytes(frame(0x82, ""));
        sent.writeBytes(frame(0x88, "\3\350"));
        sent.writeBytes(frame(0x81, "ignored"));

        byte[] all = sent.toByteArray();
        for (int at = 0; at < all.length; at += size) {
            parser.parse(all, at, Math.min(size, all.length - at));
        }

        assertThat(data.toString()).isEqualTo("a".repeat(125) + "b".repeat(126) + "c".repeat(70_000));
        assertThat(heard).containsExactly("ping p after 125", "leave");
    }

    @Test
    void whatNobodyAgreedOnIsRefused() {
        refuse(frame(0xC1, "x"), "bits");
        refuse(frame(0x83, "x"), "unknown kind");
        refuse(frame(0x8B, "x"), "bad control frame");
        refuse(frame(0x09, "x"), "bad control frame");
        refuse(frame(0x89, "x".repeat(126)), "bad control frame");
        refuse(frame(0x80, "x"), "message");
        refuse(new byte[] {(byte) 0x81, 1, 'x'}, "mask");
        byte[] negative = frame(0x82, "x".repeat(70_000));
        negative[2] = (byte) 0x80;
        refuse(negative, "bits");
    }

    @Test
    void headsTellTheLength() {
        assertThat(Frames.text(125)).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x81, 125}));
        assertThat(Frames.text(126)).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x81, 126, 0, 126}));
        assertThat(Frames.text(65_536))
                .isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0}));
        assertThat(Frames.close(1000)).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x88, 2, 3, (byte) 0xE8}));
        assertThat(Frames.pong(new byte[] {7})).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x8A, 1, 7}));
    }

    private void refuse(byte[] bytes, String why) {
        assertThatThrownBy(() -> new FrameParser(nobody()).parse(bytes, 0, bytes.length))
                .isInstanceOf(WebSocketException.class)
                .hasMessageContaining(why);
    }

    private static FrameParser.Listener nobody() {
        return new FrameParser.Listener() {
            @Override
            public void data(byte[] bytes, int offset, int length) {}

            @Override
            public void ping(byte[] content) {}

            @Override
            public void leave() {}
        };
    }

    private static byte[] frame(int first, String content) {
        byte[] text = content.getBytes(ISO_8859_1);
        ByteBuffer frame = ByteBuffer.allocate(text.length + 14).put((byte) first);
        if (text.length < 126) {
            frame.put((byte) (0x80 | text.length));
        } else if (text.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) text.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(text.length);
        }
        byte[] mask = {9, 8, 7, (byte) 0xF6};
        frame.put(mask);
        for (int i = 0; i < text.length; i++) {
            frame.put((byte) (text[i] ^ mask[i % 4]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
