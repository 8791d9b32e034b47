package dev.wharf.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostsLineTest {
    private static final String STANDARD = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n";

    @Test
    void theOwnLineHasTheFullNameFirst() {
        assertThat(HostsLine.own("10.0.0.2", "web", "").text()).isEqualTo("10.0.0.2\tweb\n");
        assertThat(HostsLine.own("10.0.0.2", "web", "lan").text()).isEqualTo("10.0.0.2\tweb.lan web\n");
    }

    @Test
    void aLineComesAndGoesOnce() {
        HostsLine line = HostsLine.own("10.0.0.2", "web", "");

        String with = line.behind(List.of(), line.behind(List.of(), STANDARD));

        assertThat(with).isEqualTo("10.0.0.2\tweb\n" + STANDARD);
        assertThat(line.outOf(with)).isEqualTo(STANDARD);
    }

    @Test
    void aFurtherAddressComesBehindTheFirstOne() {
        HostsLine first = HostsLine.own("10.0.0.2", "web", "");
        HostsLine second = HostsLine.own("10.1.0.2", "web", "");

        assertThat(second.behind(List.of(first, second), first.text() + STANDARD))
                .isEqualTo("10.0.0.2\tweb\n10.1.0.2\tweb\n" + STANDARD);
    }

    @Test
    void aNewAddressReplacesTheFormerOneAndNothingElse() {
        String before = STANDARD + "10.0.0.5\tdb 0123 base\n10.0.0.6\tdb2\n1.2.3.4\tmine\n";

        String after = new HostsLine("10.0.0.9", List.of("db", "0123", "base")).within(before);

        assertThat(after).isEqualTo(STANDARD + "10.0.0.9\tdb 0123 base\n10.0.0.6\tdb2\n1.2.3.4\tmine\n");
    }

    @Test
    void aNameThatIsMissingIsAdded() {
        HostsLine line = new HostsLine("10.0.0.9", List.of("db", "base"));

        assertThat(line.within(STANDARD)).isEqualTo(STANDARD + "10.0.0.9\tdb base\n");
        assertThat(line.forgottenIn(line.within(STANDARD))).isEqualTo(STANDARD);
    }
}
