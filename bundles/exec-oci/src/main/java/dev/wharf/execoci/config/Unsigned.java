package dev.wharf.execoci.config;

import java.math.BigInteger;

/** Numbers that a runtime reads as unsigned. */
final class Unsigned {
    private Unsigned() {}

    static BigInteger of(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }
}
