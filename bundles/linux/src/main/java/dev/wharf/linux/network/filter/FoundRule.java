package dev.wharf.linux.network.filter;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * A rule as the kernel tells of it.
 *
 * @param chain it is in
 * @param handle its number in its table
 * @param comment of nft or of iptables; empty when there is none
 * @param expressions their names in order; those of iptables with what they are, such as {@code target REJECT}
 * @param output the interface that packets have to leave by; empty when that is not asked
 * @param verdict such as {@code drop} or {@code jump DOCKER}; empty when it has none
 */
public record FoundRule(
        Chain chain, long handle, String comment, List<String> expressions, String output, String verdict) {
    private static final Set<String> UNCONDITIONAL =
            Set.of("counter", "immediate", "reject", "target REJECT", "match comment", "log", "target LOG");

    /** Checks and copies. */
    public FoundRule {
        requireNonNull(chain, "chain");
        requireNonNull(comment, "comment");
        expressions = List.copyOf(expressions);
        requireNonNull(output, "output");
        requireNonNull(verdict, "verdict");
    }

    /** Whether no packet comes past it, as it asks nothing. */
    public boolean isLast() {
        return UNCONDITIONAL.containsAll(expressions)
                && (isRefusal() || verdict.equals("accept") || verdict.equals("return"));
    }

    /** Whether packets that all its conditions hold for end here. */
    public boolean isRefusal() {
        return verdict.equals("drop") || expressions.contains("reject") || expressions.contains("target REJECT");
    }
}
