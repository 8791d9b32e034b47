package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.filter.Chain;
import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Family;
import dev.wharf.linux.network.filter.Field;
import dev.wharf.linux.network.filter.FilterSocket;
import dev.wharf.linux.network.filter.FoundRule;
import dev.wharf.linux.network.filter.Hook;
import dev.wharf.linux.network.filter.Rule;
import dev.wharf.linux.network.filter.Statement;
import dev.wharf.linux.network.filter.Table;
import dev.wharf.linux.network.filter.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filters of others, which drop what they do not know. Where one would drop our packets, it gets one rule, which lets
 * pass what our own table has marked. That rule stands behind those with which somebody refuses something in particular,
 * and in DOCKER-USER where there is that chain: it is made for rules of this kind, and no firewall takes it away
 * (Docker 17.06, libnetwork/firewall_linux.go).
 */
final class ForeignChains {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignChains.class);
    private static final String PREFIX_OF_OURS = "wharf-";
    private static final String USERS_OF_DOCKER = "DOCKER-USER";

    private final FilterSocket filter;
    private final String comment;

    ForeignChains(FilterSocket filter, Table own) {
        this.filter = filter;
        this.comment = own.name();
    }

    /**
     * Sees to it that nobody drops what we let pass.
     *
     * @return names of the interfaces of a dockerd in the same namespace, whose own rules decide who reaches its containers
     */
    List<String> open() {
        List<Chain> chains = filter.chains();
        List<Chain> targets = chains.stream()
                .filter(ForeignChains::isForeignFilter)
                .flatMap(each -> target(each, chains).stream())
                .toList();
        Transaction transaction = new Transaction();
        chains.stream()
                .filter(ForeignChains::isCandidate)
                .forEach(each -> adjust(each, targets.contains(each), transaction));
        commit(transaction);
        return chains.stream()
                .filter(ForeignChains::isForeignFilter)
                .flatMap(this::interfacesOfDocker)
                .distinct()
                .toList();
    }

    /** Takes our rules away. */
    void close() {
        Transaction transaction = new Transaction();
        filter.chains().stream().filter(ForeignChains::isCandidate).forEach(each -> adjust(each, false, transaction));
        commit(transaction);
    }

    private void commit(Transaction transaction) {
        try {
            filter.commit(transaction);
        } catch (LinuxException e) {
            LOG.warn("a firewall of others may drop what is for containers: {}", e.getMessage());
        }
    }

    private static boolean isForeignFilter(Chain chain) {
        return !chain.table().name().startsWith(PREFIX_OF_OURS)
                && chain.base()
                        .filter(base -> base.hook() == Hook.FORWARD && base.type() == Chain.Type.FILTER)
                        .isPresent();
    }

    private static boolean isCandidate(Chain chain) {
        return isForeignFilter(chain) || chain.name().equals(USERS_OF_DOCKER);
    }

    /** Where our rule belongs; empty when the filter lets our packets pass. */
    private Optional<Chain> target(Chain foreign, List<Chain> chains) {
        Optional<Chain> users = chains.stream()
                .filter(each ->
                        each.name().equals(USERS_OF_DOCKER) && each.table().equals(foreign.table()))
                .findAny();
        if (users.isPresent()) {
            return users;
        }
        return refuses(foreign) ? Optional.of(foreign) : Optional.empty();
    }

    private boolean refuses(Chain foreign) {
        boolean byPolicy = foreign.base()
                .filter(base -> base.policy() == Chain.Policy.DROP)
                .isPresent();
        return byPolicy || filter.rules(foreign).stream().anyMatch(each -> each.isLast() && each.isRefusal());
    }

    /** Leaves one rule of ours in a chain, or none. */
    private void adjust(Chain chain, boolean isWanted, Transaction transaction) {
        List<FoundRule> rules = filter.rules(chain);
        List<FoundRule> ours = new ArrayList<>(
                rules.stream().filter(each -> each.comment().equals(comment)).toList());
        Optional<FoundRule> last = rules.stream()
                .filter(each -> each.isLast() && !ours.contains(each))
                .findFirst();
        boolean isThere = !ours.isEmpty() && (last.isEmpty() || rules.indexOf(ours.get(0)) < rules.indexOf(last.get()));
        if (isWanted && isThere) {
            ours.remove(0);
        }
        ours.forEach(transaction::delete);
        if (isWanted && !isThere) {
            Rule rule = rule(chain);
            last.ifPresentOrElse(each -> transaction.insert(rule, each), () -> transaction.add(rule));
        }
    }

    /** In a table of iptables, a rule that all versions of iptables read: the match of xt_mark.h, revision 1. */
    private Rule rule(Chain chain) {
        boolean isOfIptables =
                chain.table().name().equals("filter") && chain.table().family() != Family.INET;
        Data mark = Data.number32(RuleSet.MARK);
        Data none = Data.number32(0);
        Statement condition = isOfIptables
                ? new Statement.Extension("mark", 1, Data.join(mark, mark, none, none))
                : Statement.hasAny(Field.MARK, RuleSet.MARK);
        return Rule.of(chain, condition, new Statement.Counter(), Statement.accept())
                .commented(comment);
    }

    private Stream<String> interfacesOfDocker(Chain chain) {
        return filter.rules(chain).stream()
                .filter(each ->
                        each.verdict().equals("jump DOCKER") && !each.output().isEmpty())
                .map(FoundRule::output);
    }
}
