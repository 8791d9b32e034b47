package dev.wharf.network.bridge.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Element;
import dev.wharf.network.bridge.firewall.Holdings.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private final TableSets sets = new TableSets("x");
    private final Holdings holdings = new Holdings();

    private Entry port(int port, String container) {
        Data key = Data.join(Data.number8(6), Data.port(port));
        return new Entry(
                sets.everywhere4, Element.of(key, Data.join(Data.address(Lab.address(container)), Data.port(80))));
    }

    @Test
    void whatIsThereIsNotAddedAgain() {
        holdings.apply(holdings.change(List.of(), List.of(port(1, "10.0.0.1"))));

        assertThat(holdings.change(holdings.all(), List.of(port(1, "10.0.0.1"))).isEmpty())
                .isTrue();
    }

    @Test
    void aKeyThatLeadsElsewhereIsReplaced() {
        Entry old = port(1, "10.0.0.1");
        holdings.apply(holdings.change(List.of(), List.of(old)));

        Change change = holdings.change(List.of(), List.of(port(1, "10.0.0.2")));

        assertThat(change).isEqualTo(new Change(List.of(old), List.of(port(1, "10.0.0.2"))));
    }

    @Test
    void aChangeCanBeTakenBack() {
        holdings.apply(holdings.change(List.of(), List.of(port(1, "10.0.0.1"))));
        Change change = holdings.change(List.of(), List.of(port(1, "10.0.0.2"), port(2, "10.0.0.2")));

        holdings.apply(change);
        holdings.apply(change.reversed());

        assertThat(holdings.all()).containsExactly(port(1, "10.0.0.1"));
        assertThat(holdings.of(Data.address(Lab.address("10.0.0.2")), sets.ports()))
                .isEmpty();
        assertThat(holdings.of(Data.address(Lab.address("10.0.0.1")), sets.ports()))
                .containsExactly(port(1, "10.0.0.1"));
    }
}
