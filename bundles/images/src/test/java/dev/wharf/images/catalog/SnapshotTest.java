package dev.wharf.images.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.images.content.Digest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final Images images = new Images();

    @Test
    void anImageIsFoundByNameIdAndPrefix() {
        Digest id = images.add("a", Optional.empty(), "busybox:latest", "team/tool:v1");
        images.add("b", Optional.empty());
        Snapshot now = images.snapshot();

        assertThat(now.resolve("busybox").name()).contains("busybox:latest");
        assertThat(now.resolve("docker.io/library/busybox:latest").image().id()).isEqualTo(id);
        assertThat(now.resolve("team/tool:v1").image().id()).isEqualTo(id);
        assertThat(now.resolve(id.toString()).name()).isEmpty();
        assertThat(now.resolve(id.hex()).image().id()).isEqualTo(id);
        assertThat(now.resolve(id.shortHex()).image().id()).isEqualTo(id);
        assertThat(now.resolve("sha256:" + id.shortHex()).image().id()).isEqualTo(id);
    }

    @Test
    void aNameBeatsAPrefix() {
        Digest one = images.add("a", Optional.empty());
        Digest other = images.add("b", Optional.empty(), one.shortHex() + ":latest");

        assertThat(images.snapshot().resolve(one.shortHex()).image().id()).isEqualTo(other);
    }

    @Test
    void aPrefixOfTwoIdsNamesNothing() {
        for (char layer = 'a'; layer <= 'q'; layer++) {
            images.add(String.valueOf(layer), Optional.empty());
        }
        Snapshot now = images.snapshot();

        // Of 17 ids two begin with the same digit.
        long ambiguous = "0123456789abcdef"
                .chars()
                .filter(digit -> now.images().stream()
                                .filter(image -> image.id().hex().charAt(0) == digit)
                                .count()
                        > 1)
                .peek(digit -> assertThatThrownBy(() -> now.resolve(String.valueOf((char) digit)))
                        .isInstanceOf(NotFound.class))
                .count();
        assertThat(ambiguous).isPositive();
    }

    @Test
    void whatIsNotThereIsNamedWithItsTag() {
        Snapshot now = images.snapshot();

        assertThatThrownBy(() -> now.resolve("nosuch"))
                .isInstanceOf(NotFound.class)
                .hasMessage("No such image: nosuch:latest");
        assertThatThrownBy(() -> now.resolve("Bad/NAME")).hasMessage("No such image: Bad/NAME");
        assertThatThrownBy(() -> now.resolve("")).isInstanceOf(NotFound.class);
    }

    @Test
    void aRepositoryWithADigestIsFound() {
        Digest id = images.add("a", Optional.empty());
        String name = "team/tool@" + Digest.of(new byte[0]);
        Snapshot now = images.snapshot().with(Edit.naming(name, id.hex()));

        assertThat(now.resolve(name).name()).contains(name);
        assertThat(now.digests(id.hex())).containsExactly(name);
        assertThat(now.tags(id.hex())).isEmpty();
    }
}
