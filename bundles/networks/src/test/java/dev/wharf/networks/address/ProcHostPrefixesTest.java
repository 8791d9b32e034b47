package dev.wharf.networks.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcHostPrefixesTest {
    @TempDir
    Path tables;

    @Test
    void routesAreReadFromTheTables() throws Exception {
        Files.writeString(
                tables.resolve("route"),
                """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t00000000\t01AC10AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
                vpn0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
                """);
        Files.writeString(
                tables.resolve("ipv6_route"),
                "fd000005000000000000000000000000 40 00000000000000000000000000000000 00"
                        + " 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n");

        assertThat(new ProcHostPrefixes(tables)
                        .all().stream()
                                .filter(prefix -> !prefix.isAddress())
                                .map(prefix -> prefix.interfaceName() + ' ' + Block.of(prefix.prefix())))
                .containsExactly("vpn0 172.17.0.0/16", "eth0 fd00:5::/64");
    }
}
