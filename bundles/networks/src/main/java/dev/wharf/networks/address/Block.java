package dev.wharf.networks.address;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.network.IpPrefix;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Addresses that share their first bits.
 *
 * @param first address; the bits after the network part are 0
 * @param length bits of the network part
 */
public record Block(InetAddress first, int length) {
    /** Clears the bits after the network part. */
    public Block {
        requireNonNull(first, "first");
        int bits = bits(first);
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("invalid prefix length: " + length);
        }
        first = address(number(first).shiftRight(bits - length).shiftLeft(bits - length), bits);
    }

    /** The block that an address with a prefix length lies in. */
    public static Block of(IpPrefix prefix) {
        return new Block(prefix.address(), prefix.length());
    }

    /** Reads {@code address/length}; the address need not be the first one. Empty for what is not of that form. */
    public static Optional<Block> parse(String text) {
        return prefix(text).map(Block::of);
    }

    /** Reads {@code address/length}, and keeps the address. Empty for what is not of that form. */
    public static Optional<IpPrefix> prefix(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(text.substring(slash + 1));
        return Literals.address(text.substring(0, slash))
                .filter(address -> length <= bits(address))
                .map(address -> new IpPrefix(address, length));
    }

    /** Whether its addresses are IPv6. */
    public boolean isIpv6() {
        return first instanceof Inet6Address;
    }

    /** Whether an address lies in it. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length && new Block(address, length).equals(this);
    }

    /** Whether all of another one lies in it. */
    public boolean contains(Block other) {
        return other.length >= length && contains(other.first);
    }

    /** Whether an address lies in both. */
    public boolean overlaps(Block other) {
        return contains(other) || other.contains(this);
    }

    /** How many addresses it has. */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits(first) - length);
    }

    /** The address at a place, 0 for the first. */
    public InetAddress at(BigInteger place) {
        return address(number(first).add(place), bits(first));
    }

    /** The place of one of its addresses. */
    public BigInteger placeOf(InetAddress address) {
        return number(address).subtract(number(first));
    }

    /** As the drivers are told. */
    public IpPrefix toPrefix() {
        return new IpPrefix(first, length);
    }

    @Override
    public String toString() {
        return Texts.of(first) + '/' + length;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static InetAddress address(BigInteger number, int bits) {
        byte[] digits = number.toByteArray();
        byte[] bytes = new byte[bits / Byte.SIZE];
        int count = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - count, bytes, bytes.length - count, count);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }
}
