package dev.wharf.linux.network.filter;

import dev.wharf.linux.network.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Changes that come to be all at once or not at all. They are worked off in their order, so that a later one can use what an
 * earlier one made. Belongs to one thread.
 */
public final class Transaction {
    private static final int NFT_SET_INTERVAL = 4;
    private static final int NFT_SET_MAP = 8;
    private static final int NFT_SET_CONCAT = 0x80;
    /** nft packs the types of a key of several parts into one number. */
    private static final int TYPE_BITS = 6;
    /** So that they fit into one attribute, which has up to 65,535 bytes. */
    private static final int ELEMENTS_AT_ONCE = 400;

    private final List<NetlinkMessage> messages = new ArrayList<>();
    private int sets;

    /** Begins with nothing to do. */
    public Transaction() {
        // nothing to do yet
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** What it does, for a log or a test. */
    @Override
    public String toString() {
        return String.join("\n", messages.stream().map(NetlinkMessage::what).toList());
    }

    /** Does what another one does, too. */
    public Transaction addAll(Transaction other) {
        messages.addAll(other.messages);
        return this;
    }

    /** Makes a table where there is none. */
    public Transaction add(Table table, String comment) {
        NetlinkMessage message = message("add table " + table, Messages.NEWTABLE, NetlinkMessage.NLM_F_CREATE, table)
                .withText(1, table.name())
                .withIntBigEndian(2, 0);
        if (!comment.isEmpty()) {
            message.with(6, Messages.comment(comment));
        }
        return then(message);
    }

    /** Removes a table with all that is in it. */
    public Transaction delete(Table table) {
        return then(
                message("delete table " + table, Messages.DELTABLE, 0, table).withText(1, table.name()));
    }

    /** Makes a chain. */
    public Transaction add(Chain chain) {
        String what =
                "add chain " + chain + chain.base().map(base -> " " + base).orElse("");
        NetlinkMessage message = message(what, Messages.NEWCHAIN, NetlinkMessage.NLM_F_CREATE, chain.table())
                .withText(1, chain.table().name())
                .withText(3, chain.name());
        chain.base().ifPresent(base -> writeBase(message, base));
        return then(message);
    }

    private static void writeBase(NetlinkMessage message, Chain.Base base) {
        message.nest(4, hook -> hook.withIntBigEndian(1, base.hook().number()).withIntBigEndian(2, base.priority()))
                .withIntBigEndian(5, base.policy().number())
                .withText(7, base.type().toString());
    }

    /** Removes a chain, which no rule leads to, with its rules. */
    public Transaction delete(Chain chain) {
        return then(message("delete chain " + chain, Messages.DELCHAIN, 0, chain.table())
                .withText(1, chain.table().name())
                .withText(3, chain.name()));
    }

    /** Adds a rule behind those of its chain. */
    public Transaction add(Rule rule) {
        return write("add rule ", rule, NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_APPEND);
    }

    /** Adds a rule before those of its chain. */
    public Transaction insert(Rule rule) {
        return write("insert rule ", rule, NetlinkMessage.NLM_F_CREATE);
    }

    /** Adds a rule before another one of its chain. */
    public Transaction insert(Rule rule, FoundRule before) {
        NetlinkMessage message = message("insert rule ", rule, NetlinkMessage.NLM_F_CREATE);
        return then(message.withLongBigEndian(6, before.handle()));
    }

    private Transaction write(String verb, Rule rule, int flags) {
        return then(message(verb, rule, flags));
    }

    private static NetlinkMessage message(String verb, Rule rule, int flags) {
        NetlinkMessage message = message(
                        verb + rule, Messages.NEWRULE, flags, rule.chain().table())
                .withText(1, rule.chain().table().name())
                .withText(2, rule.chain().name());
        message.nest(4, list -> {
            ExpressionWriter writer = new ExpressionWriter(list);
            rule.statements().forEach(each -> each.write(writer));
        });
        if (!rule.comment().isEmpty()) {
            message.with(7, Messages.comment(rule.comment()));
        }
        return message;
    }

    /** Removes a rule. */
    public Transaction delete(FoundRule rule) {
        Chain chain = rule.chain();
        return then(message("delete rule " + rule.handle() + " of " + chain, Messages.DELRULE, 0, chain.table())
                .withText(1, chain.table().name())
                .withText(2, chain.name())
                .withLongBigEndian(3, rule.handle()));
    }

    /** Removes all rules of a chain. */
    public Transaction flush(Chain chain) {
        return then(message("flush chain " + chain, Messages.DELRULE, 0, chain.table())
                .withText(1, chain.table().name())
                .withText(2, chain.name()));
    }

    /** Makes a set or map. */
    public Transaction add(NamedSet set) {
        sets++;
        String what = "add " + (set.isMap() ? "map " : "set ") + set + " " + set.definition();
        NetlinkMessage message = message(what, Messages.NEWSET, NetlinkMessage.NLM_F_CREATE, set.table())
                .withText(1, set.table().name())
                .withText(2, set.name())
                .withIntBigEndian(3, flags(set))
                .withIntBigEndian(4, packed(set.key()))
                .withIntBigEndian(5, set.keyBytes());
        if (set.isMap()) {
            message.withIntBigEndian(6, packed(set.value())).withIntBigEndian(7, set.valueBytes());
        }
        message.withIntBigEndian(10, sets);
        if (set.hasIntervals()) {
            message.nest(9, description -> description.nest(2, parts -> writeParts(parts, set)));
        }
        return then(message.with(13, byteOrder(set)));
    }

    private static int flags(NamedSet set) {
        return (set.isMap() ? NFT_SET_MAP : 0) | (set.hasIntervals() ? NFT_SET_INTERVAL | NFT_SET_CONCAT : 0);
    }

    private static int packed(List<ValueType> parts) {
        return parts.stream().map(ValueType::number).reduce(0, (all, each) -> (all << TYPE_BITS) | each);
    }

    private static void writeParts(NetlinkMessage parts, NamedSet set) {
        for (ValueType part : set.key()) {
            parts.nest(1, list -> list.withIntBigEndian(1, part.bytes()));
        }
    }

    /** What nft wants to know to print a set: NFTNL_UDATA_SET_KEYBYTEORDER, 1 for the order of the host, else 2. */
    private static byte[] byteOrder(NamedSet set) {
        boolean isHostOrder = set.key().size() == 1 && set.key().get(0).isHostOrder();
        return ByteBuffer.allocate(6)
                .order(ByteOrder.nativeOrder())
                .put((byte) 0)
                .put((byte) 4)
                .putInt(isHostOrder ? 1 : 2)
                .array();
    }

    /** Adds elements; those that are there stay. */
    public Transaction add(NamedSet set, Collection<Element> elements) {
        return elements("add element ", Messages.NEWSETELEM, NetlinkMessage.NLM_F_CREATE, set, elements);
    }

    /** Removes elements, which all have to be there. */
    public Transaction delete(NamedSet set, Collection<Element> elements) {
        return elements("delete element ", Messages.DELSETELEM, 0, set, elements);
    }

    private Transaction elements(String verb, int type, int flags, NamedSet set, Collection<Element> elements) {
        List<Element> all = List.copyOf(elements);
        for (int from = 0; from < all.size(); from += ELEMENTS_AT_ONCE) {
            List<Element> some = all.subList(from, Math.min(from + ELEMENTS_AT_ONCE, all.size()));
            then(message(verb + set + " " + some, type, flags, set.table())
                    .withText(1, set.table().name())
                    .withText(2, set.name())
                    .nest(3, list -> some.forEach(each -> list.nest(1, element -> write(element, each)))));
        }
        return this;
    }

    private static void write(NetlinkMessage message, Element element) {
        message.nest(1, key -> key.with(1, element.key().bytes()));
        if (element.last().length() > 0) {
            message.nest(10, key -> key.with(1, element.last().bytes()));
        }
        if (element.value().length() > 0) {
            message.nest(2, value -> value.with(1, element.value().bytes()));
        }
    }

    private static NetlinkMessage message(String what, int type, int flags, Table table) {
        return Messages.table(what, type, flags, table.family().number());
    }

    private Transaction then(NetlinkMessage message) {
        messages.add(message);
        return this;
    }

    List<NetlinkMessage> messages() {
        List<NetlinkMessage> all = new ArrayList<>();
        all.add(Messages.begin());
        all.addAll(messages);
        all.add(Messages.end());
        return all;
    }
}
