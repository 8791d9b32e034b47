package dev.wharf.images.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Configs;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldImageTest {
    private static final String ID = "aa".repeat(32);
    private static final String PARENT = "bb".repeat(32);

    @Test
    void itsStepIsTheCommandOfItsContainer() {
        OldImage image = OldImage.parse(Configs.old(ID, PARENT, "echo hi").getBytes(UTF_8));

        assertThat(image.parent()).contains(PARENT);
        assertThat(image.step().createdBy()).isEqualTo("/bin/sh -c echo hi");
    }

    @Test
    void itBecomesAConfigurationWithoutItsOldIds() {
        OldImage image = OldImage.parse(Configs.old(ID, PARENT, "x").getBytes(UTF_8));
        Digest diff = Digest.of(new byte[0]);

        String text = new String(image.convert(List.of(diff), List.of(image.step())), UTF_8);

        assertThat(text).doesNotContain(ID, PARENT, "\"Size\"").contains("\"history\":[{", diff.toString());
        ImageConfig config = ImageConfig.parse(text.getBytes(UTF_8));
        assertThat(config.config().env()).containsExactly("A=b");
        assertThat(config.architecture()).isEqualTo("amd64");
    }

    @Test
    void theSameImageAlwaysBecomesTheSameBytes() {
        String json = Configs.old(ID, "", "x");
        OldImage one = OldImage.parse(json.getBytes(UTF_8));
        OldImage other = OldImage.parse((" " + json).getBytes(UTF_8));

        assertThat(one.convert(List.of(), List.of())).isEqualTo(other.convert(List.of(), List.of()));
    }
}
