package dev.wharf.dns.upstream;

import java.time.Duration;

/**
 * How long and how much.
 *
 * @param datagramPatience how long a server has to answer a datagram
 * @param streamPatience how long a server has for a connection and an answer over it
 * @param mostOfOne questions of one container that wait for servers at a time
 * @param mostOfAll those of all containers; each takes a descriptor
 */
public record Limits(Duration datagramPatience, Duration streamPatience, int mostOfOne, int mostOfAll) {
    /**
     * Those of the product. Clients ask again after 5 seconds, so that a second server gets its turn in time. Docker 20.10
     * waits 4 seconds, for 1,024 questions of each container.
     */
    public static final Limits USUAL = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(4), 256, 1024);
}
