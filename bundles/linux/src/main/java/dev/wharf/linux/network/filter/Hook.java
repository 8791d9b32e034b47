package dev.wharf.linux.network.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where on their way packets are seen; linux/netfilter.h, NF_INET_. */
public enum Hook {
    /** All that come in. */
    PREROUTING(0),
    /** Those for this host. */
    INPUT(1),
    /** Those from others for others. */
    FORWARD(2),
    /** Those of this host. */
    OUTPUT(3),
    /** All that go out. */
    POSTROUTING(4);

    private final int number;

    Hook(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<Hook> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findAny();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
