package dev.wharf.linux.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Linux;
import dev.wharf.linux.network.LinkMessages.MacvlanMode;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Messages as {@code ip} of iproute2 sends them, recorded with strace. Where it orders attributes otherwise, leaves out
 * NLA_F_NESTED or the end of a text, the bytes are those of ours, checked against the same kernel.
 */
class RouteBytesTest {
    private static final byte[] MAC = HexFormat.of().parseHex("0242ac110002");

    private static String bytes(NetlinkMessage message) {
        return HexFormat.of().formatHex(message.bytes());
    }

    private static String hex(String text) {
        return text.replaceAll("\\s", "");
    }

    @Test
    void aLinkIsSetUp() {
        assertThat(bytes(LinkMessages.change(LinkSettings.at(3).up())))
                .isEqualTo(hex("20000000 10000100 00000000 00000000 00000000 03000000 01000000 01000000"));
    }

    @Test
    void aLinkIsSetDownByItsName() {
        assertThat(bytes(LinkMessages.change(LinkSettings.named("v0").down())))
                .isEqualTo(hex(
                        "28000000 10000100 00000000 00000000 00000000 00000000 00000000 01000000 07000300 76300000"));
    }

    @Test
    void anAddressIsAdded() throws Exception {
        assertThat(bytes(RouteMessages.add(new LinkAddress(3, InetAddress.getByName("172.30.0.2"), 16))))
                .isEqualTo(
                        hex(
                                """
                        30000000 14000106 00000000 00000000 02100000 03000000
                        08000200 ac1e0002 08000100 ac1e0002 08000400 ac1effff"""));
    }

    @Test
    void anAddressOfIpv6IsNotTestedFirst() throws Exception {
        assertThat(bytes(RouteMessages.add(new LinkAddress(3, InetAddress.getByName("fd00::2"), 64))))
                .isEqualTo(
                        hex(
                                """
                        48000000 14000106 00000000 00000000 0a400200 03000000
                        14000200 fd000000 00000000 00000000 00000002
                        14000100 fd000000 00000000 00000000 00000002 08000800 02000000"""));
    }

    @Test
    void aRouteIsAdded() throws Exception {
        assertThat(bytes(RouteMessages.add(Route.direct(InetAddress.getByName("10.9.0.0"), 24, 3))))
                .isEqualTo(
                        hex(
                                """
                        2c000000 18000106 00000000 00000000 02180000 fe03fd01 00000000
                        08000100 0a090000 08000400 03000000"""));
    }

    @Test
    void aDefaultRouteIsAdded() throws Exception {
        assertThat(bytes(RouteMessages.add(Route.byDefault(InetAddress.getByName("10.9.0.1"), 3))))
                .isEqualTo(
                        hex(
                                """
                        2c000000 18000106 00000000 00000000 02000000 fe030001 00000000
                        08000500 0a090001 08000400 03000000"""));
    }

    @Test
    void aVlanIsMade() {
        List<NetlinkMessage> messages = LinkMessages.vlan(LinkSettings.named("v0.10"), 3, 10);

        assertThat(bytes(messages.get(0)))
                .isEqualTo(
                        hex(
                                """
                        50000000 10000106 00000000 00000000 00000000 00000000 00000000 00000000
                        0a000300 76302e31 30000000 08000500 03000000
                        1c001280 09000100 766c616e 00000000 0c000280 06000100 0a000000"""));
        assertThat(messages).hasSize(1);
    }

    @Test
    void aMacvlanLinkIsMade() {
        assertThat(bytes(LinkMessages.macvlan(LinkSettings.named("m0").withMac(MAC), 3, MacvlanMode.BRIDGE)
                        .get(0)))
                .isEqualTo(
                        hex(
                                """
                        58000000 10000106 00000000 00000000 00000000 00000000 00000000 00000000
                        07000300 6d300000 0a000100 0242ac11 00020000 08000500 03000000
                        1c001280 0c000100 6d616376 6c616e00 0c000280 08000100 04000000"""));
    }

    @Test
    void whatTheKernelTakesLaterIsAMessageOfItsOwn() {
        List<NetlinkMessage> messages =
                LinkMessages.bridge(LinkSettings.named("br0").up().withAlias("wharf"));

        assertThat(messages).extracting(NetlinkMessage::toString).containsExactly("make bridge br0", "change br0");
        assertThat(bytes(messages.get(1))).endsWith("0a001400" + "7768617266000000");
    }

    @Test
    void whatTheKernelWouldIgnoreIsRefused() {
        try (Fd namespace = Linux.kernel().descriptors().eventCounter()) {
            LinkSettings marked = LinkSettings.named("eth0").withAlias("wharf").in(namespace);

            assertThatThrownBy(() -> LinkMessages.macvlan(marked, 3, MacvlanMode.BRIDGE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> LinkMessages.veth(LinkSettings.named("v0"), marked))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> LinkMessages.veth(
                            LinkSettings.named("v0"), LinkSettings.named("v1").up()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "of the peer v1 the kernel takes name, MAC, MTU, number and namespace; it is born down");
        }
    }

    @Test
    void aMessageGrows() {
        var message = new NetlinkMessage("long", 1, 0).withText(7, "x".repeat(60_000));

        assertThat(message.length()).isEqualTo(16 + 4 + 60_001 + 3);
        assertThatThrownBy(() -> message.withText(7, "x".repeat(70_000)))
                .hasMessage("long: attribute 7 has 70001 bytes");
        assertThatThrownBy(() -> message.nest(1, inner -> inner.withText(7, "x".repeat(65_530))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attributesAreReadAsTheyWereWritten() {
        var message = new NetlinkMessage("all", 1, 0)
                .withByte(1, 200)
                .withShort(2, 40_000)
                .withInt(3, -5)
                .withIntBigEndian(4, 7)
                .withLongBigEndian(5, 9)
                .withText(6, "name")
                .withFlag(8)
                .nest(7, inner -> inner.withShortBigEndian(1, 0x1234));

        NetlinkAttributes read = NetlinkAttributes.parse(message.bytes(), NetlinkMessage.HEADER_BYTES);

        assertThat(read.number(1)).hasValue(200);
        assertThat(read.number(2)).hasValue(40_000);
        assertThat(read.number(3)).hasValue(-5);
        assertThat(read.numberBigEndian(4)).hasValue(7);
        assertThat(read.longBigEndian(5)).contains(9L);
        assertThat(read.text(6)).contains("name");
        assertThat(read.has(8)).isTrue();
        assertThat(read.nested(7).bytes(1).orElseThrow()).containsExactly(0x12, 0x34);
        assertThat(read.nested(9).all()).isEmpty();
        assertThat(read.number(9)).isEmpty();
        assertThat(read.all()).hasSize(8);
    }
}
