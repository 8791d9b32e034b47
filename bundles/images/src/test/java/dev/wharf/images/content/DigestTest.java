package dev.wharf.images.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void theDigestOfNothingIsTheKnownOne() {
        assertThat(Digest.of(new byte[0])).hasToString("sha256:" + EMPTY);
        assertThat(Digest.of(new byte[0]).shortHex()).isEqualTo("e3b0c44298fc");
    }

    @Test
    void onlyFullDigestsAreRead() {
        assertThat(Digest.parse("sha256:" + EMPTY)).contains(new Digest(EMPTY));
        assertThat(Digest.parse(EMPTY)).isEmpty();
        assertThat(Digest.parse("sha256:" + EMPTY.substring(1))).isEmpty();
        assertThatThrownBy(() -> new Digest("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChainIdIsTheDigestOfTheStackBelowAndTheLayer() {
        Digest below = Digest.of("a".getBytes(UTF_8));
        Digest diff = Digest.of("b".getBytes(UTF_8));

        assertThat(Digest.chain(Optional.empty(), below)).isEqualTo(below);
        assertThat(Digest.chain(Optional.of(below), diff)).isEqualTo(Digest.of((below + " " + diff).getBytes(UTF_8)));
    }
}
