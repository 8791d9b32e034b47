package dev.wharf.itests.torture;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one turn of a client works with.
 *
 * @param api of the daemon
 * @param ledger where it writes down what is acknowledged
 * @param findings where it writes down what is wrong
 * @param outages when the daemon is away
 * @param random the decisions of this turn
 * @param prefix of all names that the turn gives
 */
record Scene(Api api, Ledger ledger, Findings findings, Outages outages, Random random, String prefix) {
    /** The image of the containers. */
    static final String IMAGE = "torture";

    /** The network that is always there. */
    static final String NETWORK = "torture-net";

    private static final AtomicLong NUMBER = new AtomicLong();

    /** A number that nobody else gets. */
    static long fresh() {
        return NUMBER.incrementAndGet();
    }

    /** Makes a container of the usual image. */
    Container make(String suffix, Body body) {
        return Container.make(this, prefix + suffix, body);
    }

    /** The body of a container of the usual image. */
    Body body(String script) {
        return Body.container(IMAGE, script);
    }

    /** Writes down what is not as it must be. */
    void expect(boolean holds, String operation, String otherwise) {
        if (!holds) {
            throw findings.add(operation, otherwise);
        }
    }
}
