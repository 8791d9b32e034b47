package dev.wharf.network.bridge.firewall;

import static dev.wharf.network.bridge.firewall.Lab.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntriesTest {
    private static final IpPrefix IPV4 = new IpPrefix(address("172.30.1.9"), 20);
    private static final IpPrefix PRIVATE = new IpPrefix(address("fd00:1::9"), 64);
    private static final IpPrefix GLOBAL = new IpPrefix(address("2001:db8::"), 64);
    private static final Addresses ONLY_IPV4 = new Addresses(Optional.of(address("172.30.1.2")), Optional.empty());
    private static final Addresses BOTH =
            new Addresses(Optional.of(address("172.30.1.3")), Optional.of(address("fd00:1::3")));

    private final Entries entries = new Entries(new TableSets("x"));

    private static List<String> texts(List<Entry> entries) {
        return entries.stream()
                .map(each -> each.set().name() + " " + each.element())
                .toList();
    }

    @Test
    void aNetworkIsInTheSetsOfWhatHoldsForIt() {
        List<Entry> found = entries.of(new BridgeRules("b", List.of(IPV4, PRIVATE, GLOBAL), true, false, false));

        assertThat(found)
                .extracting(each -> each.set().name())
                .containsExactly(
                        "bridges", "same", "quiet", "subnets4", "masqueraded4", "subnets6", "masqueraded6", "subnets6");
        assertThat(texts(found))
                .contains("subnets4 0x62000000000000000000000000000000ac1e0000"
                        + "-0x62000000000000000000000000000000ac1e0fff");
    }

    @Test
    void anInternalNetworkIsMarked() {
        assertThat(entries.of(new BridgeRules("b", List.of(), false, true, true)))
                .extracting(each -> each.set().name())
                .containsExactly("bridges", "same", "internal");
    }

    @Test
    void aPortOfAllAddressesIsFoundWithoutAnAddress() {
        assertThat(texts(entries.of(ONLY_IPV4, List.of(new PublishedPort(Protocol.TCP, address("0.0.0.0"), 8080, 80)))))
                .containsExactly("everywhere4 0x060000001f900000 : 0xac1e010200500000");
    }

    @Test
    void aPortOfOneAddressIsFoundByIt() {
        assertThat(texts(entries.of(ONLY_IPV4, List.of(new PublishedPort(Protocol.UDP, address("192.0.2.1"), 53, 53)))))
                .containsExactly("ports4 0x11000000c000020100350000 : 0xac1e010200350000");
    }

    @Test
    void aPortOfIpv6NeedsAContainerWithIpv6() {
        List<PublishedPort> ports = List.of(new PublishedPort(Protocol.TCP, address("::"), 8080, 80));

        assertThat(entries.of(ONLY_IPV4, ports)).isEmpty();
        assertThat(entries.of(BOTH, ports))
                .extracting(each -> each.set().name())
                .containsExactly("everywhere6");
    }

    @Test
    void theLoopbackAddressOfIpv6IsLeftToARelay() {
        assertThat(entries.of(BOTH, List.of(new PublishedPort(Protocol.TCP, address("::1"), 8080, 80))))
                .isEmpty();
    }

    @Test
    void aPassageIsThereForEachFamilyThatBothHave() {
        assertThat(texts(entries.passages(BOTH, List.of(new Passage(ONLY_IPV4, Protocol.TCP, 80)))))
                .containsExactly("passages4 0xac1e0103ac1e01020600000000500000");
        assertThat(entries.passages(BOTH, List.of(new Passage(BOTH, Protocol.TCP, 80))))
                .hasSize(2);
    }

    @Test
    void anEntryTellsWhomItIsThereFor() {
        Entry port = entries.of(ONLY_IPV4, List.of(new PublishedPort(Protocol.TCP, address("192.0.2.1"), 1, 2)))
                .get(0);
        Entry passage = entries.passages(BOTH, List.of(new Passage(ONLY_IPV4, Protocol.TCP, 80)))
                .get(0);

        assertThat(port.owner()).hasToString("0xac1e0102");
        assertThat(passage.owner()).hasToString("0xac1e0103");
        assertThat(passage.leadsTo(address("172.30.1.2"))).isTrue();
        assertThat(passage.leadsTo(address("172.30.1.3"))).isFalse();
    }
}
