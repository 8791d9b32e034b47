package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.graph.LayerId;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many layers: the 127 that an image may have, and the one that the engine lays between an image and a container. */
abstract class DepthTopic extends GraphTopic {
    private static final int REQUIRED = 128;
    private static final int UNLIMITED = 200;
    private static final int ABSURD = 1000;

    /** A path of 1000 characters: 128 of those are more than the page of options that mount(2) takes. */
    @Override
    String below() {
        return ("f".repeat(99) + "/").repeat(10);
    }

    private Optional<LayerId> layers(int from, int to, Optional<LayerId> below) throws IOException {
        Optional<LayerId> top = below;
        for (int i = from; i < to; i++) {
            String content = "layer " + i;
            String name = "file" + i;
            top = Optional.of(rig().layer("layer" + i, top, tree -> {
                tree.write(name, "");
                tree.write("top", content);
            }));
        }
        return top;
    }

    @Test
    void aSnapshotOnManyLayersIsMounted() throws IOException {
        var top = layers(0, REQUIRED, NO_PARENT);

        rig().mounted(driver().prepare(KEY, top), tree -> {
            assertThat(tree.names("")).hasSize(REQUIRED + 1);
            assertThat(tree.read("top")).isEqualTo("layer " + (REQUIRED - 1));
            tree.delete("file0");
            tree.write("top", "written");
            assertThat(tree.names("")).hasSize(REQUIRED);
        });
    }

    @Test
    void aViewOfManyLayersIsMounted() throws IOException {
        var top = layers(0, REQUIRED, NO_PARENT);

        rig().mounted(driver().view(KEY, top.orElseThrow()), tree -> assertThat(tree.names(""))
                .hasSize(REQUIRED + 1));
    }

    @Test
    void manyLayersAreFoundAgain() throws IOException {
        var top = layers(0, REQUIRED, NO_PARENT);

        rig().reopen();

        assertThat(driver().list()).hasSize(REQUIRED);
        assertThat(driver().prepare(KEY, top)).isNotEmpty();
    }

    /** Claimed, it must work; not claimed, it must be refused as told in {@link GraphFeature#UNLIMITED_DEPTH}. */
    @Test
    void moreLayersAreMountedOrRefused() throws IOException {
        if (suite().has(GraphFeature.UNLIMITED_DEPTH)) {
            var top = layers(0, UNLIMITED, NO_PARENT);
            rig().mounted(driver().prepare(KEY, top), tree -> assertThat(tree.names(""))
                    .hasSize(UNLIMITED + 1));
        } else {
            assertALimitIsTold();
        }
    }

    private void assertALimitIsTold() throws IOException {
        try {
            layers(0, ABSURD, NO_PARENT);
        } catch (DriverException e) {
            assertThat(e.kind()).isEqualTo(Kind.EXHAUSTED);
            assertThat(driver().list()).hasSizeGreaterThanOrEqualTo(REQUIRED);
            return;
        }
        fail(ABSURD + " layers are not refused");
    }
}
