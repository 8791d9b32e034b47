package dev.wharf.networks.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockTest {
    private static Block block(String text) {
        return Block.parse(text).orElseThrow();
    }

    private static InetAddress address(String text) {
        return Literals.address(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "172.17.42.1/16, 172.17.0.0/16",
        "10.0.0.255/25, 10.0.0.128/25",
        "0.0.0.0/0, 0.0.0.0/0",
        "1.2.3.4/32, 1.2.3.4/32",
        "fd00:1:2:3:4::5/64, fd00:1:2:3::/64",
        "::1/128, ::1/128",
        "::/0, ::/0",
    })
    void theBitsAfterTheNetworkPartAreCleared(String text, String expected) {
        assertThat(block(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0/8",
                "host/8",
                "10.0.0.0/-1",
                "10.0.0.0/a",
                "fe80::1%eth0/64"
            })
    void whatIsNoBlockIsNotRead(String text) {
        assertThat(Block.parse(text)).isEmpty();
    }

    @Test
    void blocksOverlapWhenOneLiesInTheOther() {
        assertThat(block("172.16.0.0/12").overlaps(block("172.17.0.0/16"))).isTrue();
        assertThat(block("172.17.0.0/16").overlaps(block("172.16.0.0/12"))).isTrue();
        assertThat(block("172.17.0.0/16").overlaps(block("172.18.0.0/16"))).isFalse();
        assertThat(block("::/0").overlaps(block("0.0.0.0/0"))).isFalse();
    }

    @Test
    void addressesHavePlaces() {
        Block pool = block("10.1.0.0/16");

        assertThat(pool.contains(address("10.1.255.255"))).isTrue();
        assertThat(pool.contains(address("10.2.0.0"))).isFalse();
        assertThat(pool.contains(address("::1"))).isFalse();
        assertThat(pool.size()).isEqualTo(BigInteger.valueOf(65_536));
        assertThat(pool.at(BigInteger.valueOf(257))).isEqualTo(address("10.1.1.1"));
        assertThat(pool.placeOf(address("10.1.1.1"))).isEqualTo(BigInteger.valueOf(257));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "1.2.3", "1.2.3.256", "example.org", "::g", "1:2", "fe80::1%1", ""})
    void aTextThatIsNoAddressIsNeverLookedUp(String text) {
        assertThat(Literals.address(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:0:0:0:0:0:0:1, ::1",
        "fd00:0:0:0:0:0:0:0, fd00::",
        "192.0.2.1, 192.0.2.1",
    })
    void addressesAreWrittenShort(String text, String expected) {
        assertThat(Texts.of(address(text))).isEqualTo(expected);
    }
}
