package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.Usage;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Disk usage: apparent bytes of files and links, and inodes; some slack for what the driver itself needs. */
abstract class UsagesTopic extends GraphTopic {
    private static final int CONTENT = 100_000;
    private static final int SLACK = 20_000;

    @Test
    void newContentIsCounted() throws IOException {
        driver().prepare(KEY, NO_PARENT);
        Tree tree = new Tree(driver().writableFolder(KEY).path());
        tree.write("a/f", "x".repeat(CONTENT));
        tree.write("a/g", "");

        Usage usage = driver().usage(KEY);

        assertThat(usage.bytes()).isBetween((long) CONTENT, (long) CONTENT + SLACK);
        assertThat(usage.inodes()).isBetween(3L, 5L);
    }

    @Test
    void theContentOfParentsIsLeftOut() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.write("f", "x".repeat(CONTENT)));
        driver().prepare(KEY, Optional.of(BASE));

        assertThat(driver().usage(KEY).bytes()).isLessThan(SLACK);
    }

    @Test
    void aLayerHasTheUsageThatTheSnapshotHad() throws IOException {
        driver().prepare(KEY, NO_PARENT);
        new Tree(driver().writableFolder(KEY).path()).write("f", "x".repeat(CONTENT));
        Usage before = driver().usage(KEY);

        driver().commit(BASE, KEY);

        assertThat(driver().usage(BASE)).isEqualTo(before);
    }

    @Test
    void aFileWithTwoNamesCountsOnce() throws IOException {
        driver().prepare(KEY, NO_PARENT);
        Tree tree = new Tree(driver().writableFolder(KEY).path());
        tree.write("f", "x".repeat(CONTENT));
        tree.link("f", "g");

        assertThat(driver().usage(KEY).bytes()).isBetween((long) CONTENT, (long) CONTENT + SLACK);
    }

    @Test
    void aViewTakesNothing() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.write("f", "x".repeat(CONTENT)));
        driver().view(KEY, BASE);

        assertThat(driver().usage(KEY).bytes()).isLessThan(SLACK);
    }
}
