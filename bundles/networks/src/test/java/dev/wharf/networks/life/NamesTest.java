package dev.wharf.networks.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.dns.Names;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.networks.testing.FakeNameServers;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NamesTest {
    private final Rig rig = new Rig();

    @BeforeEach
    void networks() {
        rig.create("front", Rig.ipam("10.7.0.0/24", "", ""));
        rig.create("back", Rig.ipam("10.8.0.0/24", "", ""));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Names names(int number) {
        return Rig.in(rig.servers.served(), Rig.space(number).path());
    }

    private List<String> addresses(int number, String name) {
        return names(number).addresses(name).orElse(List.of()).stream()
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static EndpointRequest called(List<String> aliases, List<String> links) {
        return new EndpointRequest("", "", aliases, links, Map.of());
    }

    @Test
    void containersOfANetworkFindOneAnother() throws Exception {
        rig.run(1, "front");
        rig.run(2, "front");
        rig.run(3, "back");

        assertThat(addresses(1, "c2")).containsExactly("10.7.0.3");
        assertThat(addresses(1, "c2.front")).containsExactly("10.7.0.3");
        assertThat(addresses(1, Rig.id(2).substring(0, 12))).containsExactly("10.7.0.3");
        assertThat(addresses(1, "c1")).containsExactly("10.7.0.2");
        assertThat(names(1).addresses("c3")).isEmpty();
        assertThat(names(1).addresses("example.org")).isEmpty();
        assertThat(names(1).name(InetAddress.getByAddress(new byte[] {10, 7, 0, 3})))
                .contains("c2.front");
        assertThat(names(1).name(InetAddress.getByAddress(new byte[] {10, 8, 0, 2})))
                .isEmpty();
    }

    @Test
    void anAliasMayHaveSeveralHolders() {
        rig.run(1, "front");
        rig.run(Rig.container(2, Map.of("front", called(List.of("DB"), List.of())), Map.of()), 2);
        rig.run(Rig.container(3, Map.of("front", called(List.of("db"), List.of())), Map.of()), 3);

        assertThat(addresses(1, "db")).containsExactly("10.7.0.3", "10.7.0.4");
        rig.life.release(Rig.id(2));
        assertThat(addresses(1, "db")).containsExactly("10.7.0.4");
    }

    @Test
    void aLinkIsSeenByItsOwnerAlone() {
        rig.run(1, "front");
        rig.run(Rig.container(2, Map.of("front", called(List.of(), List.of("c1:store"))), Map.of()), 2);

        assertThat(addresses(2, "store")).containsExactly("10.7.0.2");
        assertThat(names(1).addresses("store")).isEmpty();
    }

    @Test
    void aNewNameHoldsAtOnce() {
        rig.run(1, "front");
        rig.run(2, "front");

        rig.life.rename(Rig.id(2), "other");

        assertThat(addresses(1, "other")).containsExactly("10.7.0.3");
        assertThat(names(1).addresses("c2")).isEmpty();
        assertThat(Rig.in(rig.life.inspect("front").containers(), Rig.id(2)).name())
                .isEqualTo("other");
    }

    @Test
    void namesEndWithTheirContainer() {
        rig.run(1, "front");
        rig.run(2, "front");

        rig.life.release(Rig.id(2));

        assertThat(names(1).addresses("c2")).isEmpty();
        assertThat(rig.servers.served()).containsOnlyKeys(Rig.space(1).path());
    }

    @Test
    void theDefaultBridgeHasNoNames() {
        rig.run(1, "bridge");

        assertThat(rig.servers.served()).isEmpty();
    }

    @Test
    void aRunningContainerGetsAndLosesTheNamesOfANetwork() {
        rig.run(1, "bridge");
        rig.run(2, "front");

        rig.life.connect(Rig.space(1), "front", called(List.of("late"), List.of()));
        assertThat(addresses(1, "c2")).containsExactly("10.7.0.2");
        assertThat(addresses(2, "late")).containsExactly("10.7.0.3");

        rig.life.disconnect(Rig.space(1), "front");
        assertThat(rig.servers.served()).containsOnlyKeys(Rig.space(2).path());
        assertThat(names(2).addresses("late")).isEmpty();
    }

    @Test
    void aContainerInTwoNetworksSeesBoth() {
        rig.run(1, "front", "back");
        rig.run(2, "back");
        rig.run(3, "front");

        assertThat(addresses(1, "c2")).containsExactly("10.8.0.3");
        assertThat(addresses(1, "c3")).containsExactly("10.7.0.3");
        assertThat(addresses(2, "c1")).containsExactly("10.8.0.2");
    }

    @Test
    void anotherNameServerTakesOver() {
        rig.run(1, "front");
        var next = new FakeNameServers();

        rig.life.forget(rig.servers);
        assertThat(rig.servers.served()).isEmpty();
        rig.life.use(next);

        assertThat(next.served()).containsOnlyKeys(Rig.space(1).path());
    }
}
