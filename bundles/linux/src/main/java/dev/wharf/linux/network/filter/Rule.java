package dev.wharf.linux.network.filter;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule: its statements are worked off in their order, until a condition does not hold.
 *
 * @param chain it is in
 * @param statements conditions and what is done
 * @param comment empty, or a text that rules are found again by
 */
public record Rule(Chain chain, List<Statement> statements, String comment) {
    /** Checks and copies. */
    public Rule {
        requireNonNull(chain, "chain");
        statements = List.copyOf(statements);
        requireNonNull(comment, "comment");
    }

    /** A rule without a comment. */
    public static Rule of(Chain chain, Statement... statements) {
        return new Rule(chain, List.of(statements), "");
    }

    /** The same with a comment. */
    public Rule commented(String text) {
        return new Rule(chain, statements, text);
    }

    @Override
    public String toString() {
        return chain + " " + statements.stream().map(Statement::toString).collect(Collectors.joining(" "));
    }
}
