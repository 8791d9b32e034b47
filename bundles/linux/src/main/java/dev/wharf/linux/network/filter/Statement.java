package dev.wharf.linux.network.filter;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A part of a rule: a condition, or what is done with a packet when all conditions before it hold. */
public sealed interface Statement {
    /** Bit of {@link Field#CONNECTION_STATE}: packets went both ways. */
    int ESTABLISHED = 2;

    /** Bit of {@link Field#CONNECTION_STATE}: belongs to another connection, such as the error of one. */
    int RELATED = 4;

    /** Bit of {@link Field#CONNECTION_STATUS}: the destination is another one than the packet says; IPS_DST_NAT. */
    int DESTINATION_CHANGED = 0x20;

    /** A field has a value; only its first bytes count where the value is shorter. */
    record Is(Field field, Data value) implements Statement {
        @Override
        public void write(ExpressionWriter writer) {
            writer.load(field, 0, value.length());
            writer.compare(0, ExpressionWriter.EQUAL, value);
        }

        @Override
        public String toString() {
            return field + " " + value;
        }
    }

    /** One of the bits of a field of four bytes is set. */
    record HasAny(Field field, int bits) implements Statement {
        @Override
        public void write(ExpressionWriter writer) {
            writer.load(field, 0, field.bytes());
            writer.bitwise(0, Data.number32(bits), Data.number32(0));
            writer.compare(0, ExpressionWriter.NOT_EQUAL, Data.number32(0));
        }

        @Override
        public String toString() {
            return field + " & 0x" + Integer.toHexString(bits) + " != 0";
        }
    }

    /** Fields, one after the other, are a key of a set. */
    record InSet(NamedSet set, List<Field> key) implements Statement {
        /** Copies. */
        public InSet {
            key = List.copyOf(key);
        }

        @Override
        public void write(ExpressionWriter writer) {
            writer.load(key);
            writer.lookup(set.name());
        }

        @Override
        public String toString() {
            return concatenated(key) + " @" + set.name();
        }
    }

    /** Gives the connection the destination, address and port, that a map has for some fields; ends the way through chains. */
    record DestinationFrom(NamedSet map, List<Field> key) implements Statement {
        /** Copies. */
        public DestinationFrom {
            key = List.copyOf(key);
        }

        @Override
        public void write(ExpressionWriter writer) {
            writer.load(key);
            writer.lookupInto(map.name());
            boolean isIpv4 = map.value().get(0) == ValueType.IPV4_ADDRESS;
            writer.changeDestination(
                    isIpv4 ? Family.IP : Family.IP6, map.value().get(0).bytes() / 4);
        }

        @Override
        public String toString() {
            return "dnat to " + concatenated(key) + " map @" + map.name();
        }
    }

    /** Gives the connection the address of the interface that it leaves by as its source; ends the way through chains. */
    record Masquerade() implements Statement {
        @Override
        public void write(ExpressionWriter writer) {
            writer.masquerade();
        }

        @Override
        public String toString() {
            return "masquerade";
        }
    }

    /** Keeps some bits of the mark of a packet, then flips others. */
    record ChangeMark(int keep, int flip) implements Statement {
        @Override
        public void write(ExpressionWriter writer) {
            writer.load(Field.MARK, 0, Field.MARK.bytes());
            writer.bitwise(0, Data.number32(keep), Data.number32(flip));
            writer.storeMark(0);
        }

        @Override
        public String toString() {
            return "meta mark set meta mark & 0x" + Integer.toHexString(keep) + " ^ 0x" + Integer.toHexString(flip);
        }
    }

    /** A match of iptables, in a form that all its versions read. */
    record Extension(String name, int revision, Data parameters) implements Statement {
        @Override
        public void write(ExpressionWriter writer) {
            writer.match(name, revision, parameters);
        }

        @Override
        public String toString() {
            return "xt match " + name;
        }
    }

    /** Counts packets and bytes. */
    record Counter() implements Statement {
        @Override
        public void write(ExpressionWriter writer) {
            writer.counter();
        }

        @Override
        public String toString() {
            return "counter";
        }
    }

    /** What becomes of a packet; the names are those of linux/netfilter.h and nf_tables.h. */
    enum Outcome {
        /** Ends here. */
        DROP(0),
        /** Goes on to the next base chain. */
        ACCEPT(1),
        /** Is looked at by another chain, then by the rules behind this one. */
        JUMP(-3),
        /** Is looked at by another chain, then by the rules behind the one that led to this chain. */
        GOTO(-4),
        /** Leaves this chain. */
        RETURN(-5);

        private final int number;

        Outcome(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** Decides. */
    record Verdict(Outcome outcome, String chain) implements Statement {
        @Override
        public void write(ExpressionWriter writer) {
            writer.verdict(outcome.number(), chain);
        }

        @Override
        public String toString() {
            return (outcome.name().toLowerCase(Locale.ROOT) + " " + chain).strip();
        }
    }

    /** Writes its expressions. */
    void write(ExpressionWriter writer);

    /** A field has a value; only its first bytes count where the value is shorter. */
    static Statement is(Field field, Data value) {
        return new Is(field, value);
    }

    /** The packet is of IPv4 or IPv6; to be said before fields of their headers. */
    static Statement family(Family family) {
        return new Is(Field.FAMILY, Data.number8(family.number()));
    }

    /** What follows the header of IP is this protocol. */
    static Statement protocol(int protocol) {
        return new Is(Field.PROTOCOL, Data.number8(protocol));
    }

    /** A destination that is an address of this host. */
    static Statement isForThisHost() {
        return new Is(Field.DESTINATION_KIND, Data.number32(2));
    }

    /** An address is in a network of which the length is a multiple of eight. */
    static Statement begins(Field field, InetAddress network, int length) {
        return new Is(field, Data.address(network).slice(0, length / Byte.SIZE));
    }

    /** One of the bits is set. */
    static Statement hasAny(Field field, int bits) {
        return new HasAny(field, bits);
    }

    /** Fields, one after the other, are a key of a set. */
    static Statement in(NamedSet set, Field... key) {
        return new InSet(set, List.of(key));
    }

    /** Gives the connection the destination that a map has for some fields. */
    static Statement destinationFrom(NamedSet map, Field... key) {
        return new DestinationFrom(map, List.of(key));
    }

    /** Gives the connection the address of the interface that it leaves by. */
    static Statement masquerade() {
        return new Masquerade();
    }

    /** Sets bits of the mark. */
    static Statement mark(int bits) {
        return new ChangeMark(~bits, bits);
    }

    /** Clears bits of the mark. */
    static Statement unmark(int bits) {
        return new ChangeMark(~bits, 0);
    }

    /** Lets pass this base chain. */
    static Statement accept() {
        return new Verdict(Outcome.ACCEPT, "");
    }

    /** Ends the packet. */
    static Statement drop() {
        return new Verdict(Outcome.DROP, "");
    }

    /** Leaves the chain. */
    static Statement leave() {
        return new Verdict(Outcome.RETURN, "");
    }

    /** Looks at another chain, then at the rules behind this one. */
    static Statement jump(Chain chain) {
        return new Verdict(Outcome.JUMP, chain.name());
    }

    /** Looks at another chain, and not at the rules behind this one. */
    static Statement go(Chain chain) {
        return new Verdict(Outcome.GOTO, chain.name());
    }

    private static String concatenated(List<Field> key) {
        return key.stream().map(Field::toString).collect(Collectors.joining(" . "));
    }
}
