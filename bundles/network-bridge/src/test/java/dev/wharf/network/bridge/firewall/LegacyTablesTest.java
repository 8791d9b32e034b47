package dev.wharf.network.bridge.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyTablesTest {
    @TempDir
    private Path folder;

    @Test
    void aKernelWithoutThemHarmsNobody() {
        assertThat(new LegacyTables(folder).warning()).isEmpty();
    }

    @Test
    void aTableThatFiltersNothingHarmsNobody() throws IOException {
        Files.writeString(folder.resolve("ip_tables_names"), "nat\nmangle\n");

        assertThat(new LegacyTables(folder).warning()).isEmpty();
    }

    @Test
    void aFilterIsToldWithWhatToDo() throws IOException {
        Files.writeString(folder.resolve("ip_tables_names"), "nat\nfilter\n");

        assertThat(new LegacyTables(folder).warning().orElseThrow())
                .startsWith("iptables-legacy made a table \"filter\" here")
                .contains("iptables-legacy -S FORWARD", "iptables-nft");
    }

    @Test
    void bothFamiliesAreLookedAt() throws IOException {
        Files.writeString(folder.resolve("ip6_tables_names"), "filter\n");

        assertThat(new LegacyTables(folder).warning().orElseThrow()).startsWith("ip6tables-legacy made");
    }
}
