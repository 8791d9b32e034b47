package dev.wharf.network.bridge.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.network.filter.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole policy, to be read. */
class RuleSetTest {
    private final RuleSet rules = new RuleSet(new TableSets("x"));

    private List<String> of(String chain) {
        return rules.rules().stream()
                .filter(each -> each.chain().name().equals(chain))
                .map(Rule::toString)
                .map(each -> each.replace("inet wharf-x " + chain + " ", ""))
                .toList();
    }

    @Test
    void intoANetworkComesWhatWasAskedForOrIsPublished() {
        assertThat(of("forward"))
                .containsExactly(
                        "iifname . oifname @same goto inside",
                        "iifname @internal drop",
                        "oifname @bridges goto inbound",
                        "oifname @foreign accept",
                        "iifname @bridges meta mark set meta mark & 0xfeffffff ^ 0x1000000");
        assertThat(of("inbound"))
                .containsExactly(
                        "oifname @internal drop",
                        "ct state & 0x6 != 0 meta mark set meta mark & 0xfeffffff ^ 0x1000000 accept",
                        "ct status & 0x20 != 0 meta mark set meta mark & 0xfeffffff ^ 0x1000000 accept",
                        "drop");
    }

    @Test
    void portsLeadToContainers() {
        assertThat(of("ports"))
                .containsExactly(
                        "meta nfproto 0x02 dnat to meta l4proto . ip daddr . th dport map @ports4",
                        "meta nfproto 0x02 fib daddr type 0x02000000 dnat to meta l4proto . th dport map @everywhere4",
                        "meta nfproto 0x0a dnat to meta l4proto . ip6 daddr . th dport map @ports6",
                        "meta nfproto 0x0a fib daddr type 0x02000000 dnat to meta l4proto . th dport map @everywhere6");
    }

    @Test
    void loopbackAddressesAreThisHostsAlone() {
        assertThat(of("raw")).containsExactly("iifname @bridges meta nfproto 0x02 ip daddr 0x7f drop");
        assertThat(of("prerouting"))
                .containsExactly("iifname @internal return", "meta nfproto 0x02 ip daddr 0x7f return", "jump ports");
    }

    @Test
    void theVersionIsAsLongAsTheRulesTheSame() {
        assertThat(rules.version()).isEqualTo(new RuleSet(new TableSets("x")).version());
    }
}
