package dev.wharf.linux.network.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which packets a table sees; linux/netfilter.h, NFPROTO_. */
public enum Family {
    /** IPv4 and IPv6. */
    INET(1),
    /** IPv4. */
    IP(2),
    /** IPv6. */
    IP6(10);

    private final int number;

    Family(int number) {
        this.number = number;
    }

    /** The number of the kernel. */
    public int number() {
        return number;
    }

    /** The family of a number; empty for those that are not here, such as that of ARP. */
    static Optional<Family> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findAny();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
