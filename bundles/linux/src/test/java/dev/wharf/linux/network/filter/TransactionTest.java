package dev.wharf.linux.network.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.network.NetlinkMessage;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected bytes are those that nft 1.0.6 sends for the same, as strace shows them. */
class TransactionTest {
    private static final Table TABLE = new Table(Family.INET, "t2");

    @Test
    void aTransactionStandsBetweenItsBeginAndEnd() {
        List<NetlinkMessage> messages = new Transaction().add(TABLE, "hello").messages();

        assertThat(messages)
                .extracting(NetlinkMessage::what)
                .containsExactly("begin transaction", "add table inet t2", "end transaction");
        assertThat(body(messages.get(0))).isEqualTo("0000000a");
        assertThat(body(messages.get(1)))
                .isEqualTo("01000000" + "07000100743200" + "00" + "0800020000000000" + "0c000600000668656c6c6f00");
    }

    @Test
    void aMapTellsTheTypesOfItsParts() {
        NamedSet map = new NamedSet(
                TABLE,
                "ports4",
                List.of(ValueType.PROTOCOL, ValueType.IPV4_ADDRESS, ValueType.PORT),
                List.of(ValueType.IPV4_ADDRESS, ValueType.PORT),
                false);

        assertThat(body(new Transaction().add(map).messages().get(1)))
                .startsWith("01000000" + "07000100743200" + "00" + "0b000200706f727473340000" + "0800030000000008"
                        + "080004000000c1cd" + "080005000000000c" + "08000600000001cd" + "0800070000000008"
                        + "08000a0000000001");
    }

    @Test
    void aSetOfIntervalsTellsTheLengthsOfItsParts() {
        NamedSet set = NamedSet.intervals(TABLE, "m4", ValueType.INTERFACE_NAME, ValueType.IPV4_ADDRESS);

        assertThat(body(new Transaction().add(set).messages().get(1)))
                .contains("0800030000000084" + "0800040000000a47" + "0800050000000014" + "08000a0000000001"
                        + "200009801c0002800c000180080001000000" + "00100c0001800800010000000004");
    }

    @Test
    void aRuleIsAListOfExpressions() throws Exception {
        Rule rule = Rule.of(
                        Chain.named(TABLE, "c"),
                        Statement.is(Field.IPV4_SOURCE, Data.address(InetAddress.getByName("1.2.3.4"))),
                        Statement.accept())
                .commented("abc");

        String body = body(new Transaction().add(rule).messages().get(1));

        assertThat(body)
                .contains("34000180" + "0c0001007061796c6f616400" + "24000280" + "0800010000000008" + "0800020000000001"
                        + "080003000000000c" + "0800040000000004")
                .contains("2c000180" + "08000100636d7000" + "20000280" + "0800010000000008" + "0800020000000000"
                        + "0c00038008000100" + "01020304")
                .contains("30000180" + "0e000100696d6d656469617465000000" + "1c000280" + "0800010000000000" + "10000280"
                        + "0c000280" + "0800010000000001")
                .endsWith("0a000700000461626300" + "0000");
    }

    @Test
    void aTransactionTellsWhatItDoes() {
        Chain chain = Chain.base(TABLE, "c", new Chain.Base(Chain.Type.FILTER, Hook.FORWARD, -10, Chain.Policy.ACCEPT));
        NamedSet set = NamedSet.set(TABLE, "s", ValueType.INTERFACE_NAME);

        Transaction transaction = new Transaction()
                .add(chain)
                .add(set)
                .add(Rule.of(
                        chain,
                        Statement.in(set, Field.INPUT_INTERFACE),
                        Statement.hasAny(Field.CONNECTION_STATE, Statement.ESTABLISHED),
                        Statement.drop()))
                .add(set, List.of(Element.of(Data.interfaceName("a"))));

        assertThat(transaction)
                .hasToString(
                        """
                        add chain inet t2 c { type filter hook forward priority -10; policy accept; }
                        add set inet t2 s { type INTERFACE_NAME; }
                        add rule inet t2 c iifname @s ct state & 0x2 != 0 drop
                        add element inet t2 s [0x61000000000000000000000000000000]""");
    }

    @Test
    void manyElementsAreSpreadOverMessages() {
        NamedSet set = NamedSet.set(TABLE, "s", ValueType.PORT);
        List<Element> elements = java.util.stream.IntStream.rangeClosed(1, 1000)
                .mapToObj(port -> Element.of(Data.port(port)))
                .toList();

        assertThat(new Transaction().add(set, elements).messages()).hasSize(2 + 3);
    }

    @Test
    void aNameThatIsTooLongForAnInterfaceIsRefused() {
        assertThatThrownBy(() -> Data.interfaceName("sixteen-letters-"))
                .hasMessage("invalid interface name: sixteen-letters-");
    }

    private static String body(NetlinkMessage message) {
        byte[] bytes = message.bytes();
        return HexFormat.of().formatHex(bytes, NetlinkMessage.HEADER_BYTES, bytes.length);
    }
}
