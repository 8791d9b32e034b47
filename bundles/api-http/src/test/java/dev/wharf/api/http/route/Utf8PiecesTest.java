package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;

class Utf8PiecesTest {
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();

    @Test
    void eachPieceIsWhole() throws IOException {
        byte[] text = "aäß€😀z😀".getBytes(UTF_8);

        for (int size = 1; size < 6; size++) {
            passed.reset();
            Utf8Pieces pieces = new Utf8Pieces(this::passWhole);
            for (int at = 0; at < text.length; at += size) {
                pieces.write(ByteBuffer.wrap(text, at, Math.min(size, text.length - at)));
            }
            pieces.end();
            assertThat(passed.toByteArray()).isEqualTo(text);
        }
    }

    @Test
    void whatIsNoUtf8Passes() throws IOException {
        byte[] bytes = {(byte) 0x80, (byte) 0xFF, 'a', (byte) 0xC3, 'b', (byte) 0xE2, (byte) 0x82};

        Utf8Pieces pieces = new Utf8Pieces(piece -> {
            while (piece.hasRemaining()) {
                passed.write(piece.get());
            }
        });
        pieces.write(ByteBuffer.wrap(bytes));
        pieces.end();

        assertThat(passed.toByteArray()).isEqualTo(bytes);
    }

    private void passWhole(ByteBuffer piece) throws CharacterCodingException {
        String text = UTF_8.newDecoder().decode(piece).toString();
        passed.writeBytes(text.getBytes(UTF_8));
    }
}
