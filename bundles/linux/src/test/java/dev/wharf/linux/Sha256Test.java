package dev.wharf.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** FIPS 180-2, appendix B.1. */
    @Test
    void theDigestIsThatOfTheStandard() {
        byte[] digest = Sha256.digest().digest("abc".getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void piecesOfAnySizeGiveTheDigestOfTheWhole() throws NoSuchAlgorithmException {
        Random random = new Random(7);
        byte[] bytes = new byte[500_000];
        random.nextBytes(bytes);
        MessageDigest digest = Sha256.digest();

        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, random.nextInt(100_000));
            digest.update(bytes, at, length);
            at += length;
        }

        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aDigestCanBeUsedAgain() {
        MessageDigest digest = Sha256.digest();
        byte[] first = digest.digest(new byte[100]);
        digest.update((byte) 1);
        digest.reset();
        digest.update(ByteBuffer.allocateDirect(100));

        assertThat(digest.digest()).isEqualTo(first);
    }

    @Test
    void nothingHasADigest() {
        assertThat(HexFormat.of().formatHex(Sha256.digest().digest()))
                .startsWith("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934c");
    }
}
