package dev.wharf.drivers.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StandingTest {
    @Test
    void aLocationTellsIt() {
        var standing = new Standing(true, 12);

        assertThat(standing.location("/deploy/a b.jar")).isEqualTo("deploy:12:/deploy/a b.jar");
        assertThat(Standing.of(standing.location("/deploy/a\nb.jar"))).isEqualTo(standing);
        assertThat(Standing.of("reference:file:/drivers/a.jar")).isEqualTo(Standing.SHIPPED);
    }

    @Test
    void aShippedBundleGoesFirstAndThenTheLaterContent() {
        var shipped = Standing.SHIPPED;
        var renewed = new Standing(false, 3);
        var dropped = new Standing(true, 1);
        var changed = new Standing(true, 2);

        assertThat(renewed).isLessThan(shipped);
        assertThat(shipped).isLessThan(changed);
        assertThat(changed).isLessThan(dropped);
    }
}
