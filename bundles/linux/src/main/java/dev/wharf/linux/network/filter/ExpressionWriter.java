package dev.wharf.linux.network.filter;

import dev.wharf.linux.network.NetlinkMessage;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes what statements mean as the kernel's expressions; linux/netfilter/nf_tables.h. Values pass through sixteen registers
 * of four bytes, which are counted from 0 here.
 */
public final class ExpressionWriter {
    static final int EQUAL = 0;
    static final int NOT_EQUAL = 1;

    private static final int NFTA_LIST_ELEM = 1;
    private static final int NFTA_EXPR_NAME = 1;
    private static final int NFTA_EXPR_DATA = 2;
    private static final int NFTA_DATA_VALUE = 1;
    private static final int NFTA_DATA_VERDICT = 2;
    private static final int NFT_REG32_00 = 8;
    private static final int NFT_META_MARK = 3;
    private static final int NFTA_FIB_F_DADDR = 2;
    private static final int NF_NAT_RANGE_SPECIFIED = 3;

    private final NetlinkMessage message;

    ExpressionWriter(NetlinkMessage message) {
        this.message = message;
    }

    private void expression(String name, Consumer<NetlinkMessage> data) {
        message.nest(NFTA_LIST_ELEM, list -> list.withText(NFTA_EXPR_NAME, name).nest(NFTA_EXPR_DATA, data));
    }

    private static NetlinkMessage value(NetlinkMessage data, int attribute, Data value) {
        return data.nest(attribute, nested -> nested.with(NFTA_DATA_VALUE, value.bytes()));
    }

    private static int register(int index) {
        return NFT_REG32_00 + index;
    }

    /** Loads fields one after the other. */
    void load(List<Field> fields) {
        int register = 0;
        for (Field field : fields) {
            load(field, register, field.bytes());
            register += field.registers();
        }
    }

    /** Loads the first bytes of a field; all of it where it lies in no header. */
    void load(Field field, int register, int bytes) {
        switch (field.source()) {
            case META -> keyed("meta", 1, 2, register, field.place());
            case CONNECTION -> keyed("ct", 1, 2, register, field.place());
            case ROUTE -> expression("fib", data -> data.withIntBigEndian(1, register(register))
                    .withIntBigEndian(2, field.place())
                    .withIntBigEndian(3, NFTA_FIB_F_DADDR));
            case NETWORK_HEADER -> header(1, field, register, bytes);
            case TRANSPORT_HEADER -> header(2, field, register, bytes);
        }
    }

    private void keyed(String name, int registerAttribute, int keyAttribute, int register, int key) {
        expression(name, data -> data.withIntBigEndian(registerAttribute, register(register))
                .withIntBigEndian(keyAttribute, key));
    }

    private void header(int base, Field field, int register, int bytes) {
        expression("payload", data -> data.withIntBigEndian(1, register(register))
                .withIntBigEndian(2, base)
                .withIntBigEndian(3, field.place())
                .withIntBigEndian(4, bytes));
    }

    void compare(int register, int operation, Data with) {
        expression(
                "cmp",
                data -> value(data.withIntBigEndian(1, register(register)).withIntBigEndian(2, operation), 3, with));
    }

    /** Keeps the bits of the mask, then flips those of the second value. */
    void bitwise(int register, Data mask, Data flip) {
        expression("bitwise", data -> {
            data.withIntBigEndian(1, register(register)).withIntBigEndian(2, register(register));
            value(value(data.withIntBigEndian(3, mask.length()), 4, mask), 5, flip);
        });
    }

    /** Goes on when what begins in the first register is in a set. */
    void lookup(String set) {
        expression("lookup", data -> data.withText(1, set).withIntBigEndian(2, register(0)));
    }

    /** Goes on when what begins in the first register is in a map, with the value there in its place. */
    void lookupInto(String map) {
        expression(
                "lookup",
                data -> data.withText(1, map).withIntBigEndian(2, register(0)).withIntBigEndian(3, register(0)));
    }

    /** The address begins in the first register, the port stands in another one. */
    void changeDestination(Family family, int portRegister) {
        expression("nat", data -> data.withIntBigEndian(1, 1)
                .withIntBigEndian(2, family.number())
                .withIntBigEndian(3, register(0))
                .withIntBigEndian(5, register(portRegister))
                .withIntBigEndian(7, NF_NAT_RANGE_SPECIFIED));
    }

    void masquerade() {
        expression("masq", data -> {});
    }

    void storeMark(int register) {
        expression("meta", data -> data.withIntBigEndian(2, NFT_META_MARK).withIntBigEndian(3, register(register)));
    }

    void match(String name, int revision, Data parameters) {
        expression(
                "match",
                data -> data.withText(1, name).withIntBigEndian(2, revision).with(3, parameters.bytes()));
    }

    void counter() {
        expression("counter", data -> data.withLongBigEndian(1, 0).withLongBigEndian(2, 0));
    }

    void verdict(int code, String chain) {
        expression("immediate", data -> data.withIntBigEndian(1, 0)
                .nest(
                        2,
                        nested -> nested.nest(NFTA_DATA_VERDICT, verdict -> {
                            verdict.withIntBigEndian(1, code);
                            if (!chain.isEmpty()) {
                                verdict.withText(2, chain);
                            }
                        })));
    }
}
