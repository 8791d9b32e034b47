package dev.wharf.network.plugin.protocol;

import java.time.Duration;

/**
 * How long a plugin is waited for.
 *
 * @param answer for the answer to a call
 * @param greeting for the answer to the first call, for which others wait
 * @param firstWait before a plugin that is not there is tried again; doubled each time
 * @param longestWait between two tries
 * @param total after which such a plugin is given up
 */
public record Patience(Duration answer, Duration greeting, Duration firstWait, Duration longestWait, Duration total) {
    /** That of Docker 1.9, pkg/plugins/client.go; where calls end after a minute, too. */
    public static final Patience USUAL = new Patience(
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));

    /** With one limit for all. */
    public static Patience of(Duration limit) {
        return new Patience(limit, limit, USUAL.firstWait, USUAL.longestWait, limit);
    }

    /** How long to wait before a further try; counted from 0. */
    public Duration waitBefore(int tries) {
        Duration wait = firstWait.multipliedBy(1L << Math.min(tries, 20));
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }
}
