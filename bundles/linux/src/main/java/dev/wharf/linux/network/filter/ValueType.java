package dev.wharf.linux.network.filter;

/** Types of values. The numbers are those of {@code nft}, for which they are written: to the kernel they mean nothing. */
public enum ValueType {
    /** The name of an interface. */
    INTERFACE_NAME(41, 16, true),
    /** An address. */
    IPV4_ADDRESS(7, 4, false),
    /** An address. */
    IPV6_ADDRESS(8, 16, false),
    /** What follows the header of IP. */
    PROTOCOL(12, 1, false),
    /** A port of any protocol. */
    PORT(13, 2, false);

    private final int number;
    private final int bytes;
    private final boolean isHostOrder;

    ValueType(int number, int bytes, boolean isHostOrder) {
        this.number = number;
        this.bytes = bytes;
        this.isHostOrder = isHostOrder;
    }

    int number() {
        return number;
    }

    /** How many bytes a value has. */
    public int bytes() {
        return bytes;
    }

    boolean isHostOrder() {
        return isHostOrder;
    }
}
