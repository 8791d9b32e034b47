package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.filter.Chain;
import dev.wharf.linux.network.filter.Element;
import dev.wharf.linux.network.filter.FilterSocket;
import dev.wharf.linux.network.filter.NamedSet;
import dev.wharf.linux.network.filter.Rule;
import dev.wharf.linux.network.filter.Transaction;
import dev.wharf.network.bridge.firewall.Holdings.Change;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A daemon's table in the kernel, and what is to be in it. What an earlier daemon left there is taken over. Not thread-safe. */
final class OwnTable {
    private final FilterSocket filter;
    private final TableSets sets;
    private final RuleSet rules;
    private final String version;
    private final Holdings holdings = new Holdings();
    private boolean isMade;

    OwnTable(FilterSocket filter, TableSets sets) {
        this.filter = filter;
        this.sets = sets;
        this.rules = new RuleSet(sets);
        this.version = rules.version();
        takeOver();
    }

    private void takeOver() {
        filter.comment(sets.table()).ifPresent(comment -> {
            sets.all().forEach(this::takeOver);
            isMade = comment.equals(version);
        });
    }

    /** What an older release put there in another form is left out. */
    private void takeOver(NamedSet set) {
        List<Entry> found = filter.elements(set).stream()
                .filter(each ->
                        each.key().length() == set.keyBytes() && each.value().length() == set.valueBytes())
                .map(each -> new Entry(set, each))
                .toList();
        holdings.apply(new Change(List.of(), found));
    }

    Holdings holdings() {
        return holdings;
    }

    /**
     * Makes a change come to be.
     *
     * @throws LinuxException when the kernel refuses it; all is as before then
     */
    void apply(Change change) {
        if (isMade && change.isEmpty()) {
            return;
        }
        holdings.apply(change);
        try {
            if (!isMade || !isAccepted(change)) {
                rebuild();
            }
        } catch (LinuxException e) {
            holdings.apply(change.reversed());
            throw e;
        }
    }

    /** Whether it came to be; not when others changed the table behind our back. */
    private boolean isAccepted(Change change) {
        try {
            Transaction transaction = new Transaction();
            bySet(change.removed()).forEach(transaction::delete);
            bySet(change.added()).forEach(transaction::add);
            filter.commit(transaction);
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.EEXIST) || e.is(Errno.EBUSY)) {
                return false;
            }
            throw e;
        }
    }

    private static Map<NamedSet, List<Element>> bySet(List<Entry> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(Entry::set, Collectors.mapping(Entry::element, Collectors.toList())));
    }

    /** One transaction: at no time is the table missing. */
    private void rebuild() {
        Transaction transaction = new Transaction()
                .add(sets.table(), version)
                .delete(sets.table())
                .add(sets.table(), version)
                .addAll(rules.make());
        bySet(holdings.all()).forEach(transaction::add);
        filter.commit(transaction);
        isMade = true;
    }

    /** Whether it is there, as far as we know. */
    boolean isMade() {
        return isMade;
    }

    /** Makes the table anew when others changed it. */
    void repair() {
        if (isMade && !isWhole()) {
            rebuild();
        }
    }

    private boolean isWhole() {
        return filter.comment(sets.table()).filter(version::equals).isPresent()
                && rules.rules().stream()
                        .collect(Collectors.groupingBy(Rule::chain, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .allMatch(each -> isWhole(each.getKey(), each.getValue()))
                && sets.all().stream().allMatch(this::isWhole);
    }

    private boolean isWhole(Chain chain, long count) {
        return filter.rules(chain).size() == count;
    }

    private boolean isWhole(NamedSet set) {
        Collection<Element> expected =
                holdings.in(List.of(set)).stream().map(Entry::element).toList();
        return new HashSet<>(filter.elements(set)).equals(new HashSet<>(expected));
    }

    /** Removes the table. */
    void delete() {
        filter.commit(new Transaction().add(sets.table(), version).delete(sets.table()));
        holdings.apply(new Change(holdings.all(), List.of()));
        isMade = false;
    }
}
