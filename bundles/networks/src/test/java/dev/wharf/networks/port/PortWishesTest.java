package dev.wharf.networks.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.ConnectRequest.Ports;
import dev.wharf.networks.address.Literals;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortWishesTest {
    private static PortWishes wishes(Set<String> exposed, Map<String, List<HostPort>> bindings, boolean all) {
        return PortWishes.of(
                new Ports(exposed, bindings, all), Literals.address("0.0.0.0").orElseThrow());
    }

    private static PortRequest request(int port, Protocol protocol, String address, Optional<PortRange> host) {
        return new PortRequest(
                new ContainerPort(port, protocol), Literals.address(address).orElseThrow(), host);
    }

    @Test
    void allFormsAreRead() {
        PortWishes wishes = wishes(
                Set.of("443/tcp"),
                Map.of(
                        "80/tcp", List.of(new HostPort("", "8080"), new HostPort("127.0.0.1", "8081")),
                        "53/UDP", List.of(new HostPort("::1", "5300-5310")),
                        "81", List.of(),
                        "82/sctp", List.of(new HostPort("", ""))),
                false);

        assertThat(wishes.published())
                .containsExactly(
                        request(53, Protocol.UDP, "::1", Optional.of(new PortRange(5300, 5310))),
                        request(80, Protocol.TCP, "0.0.0.0", Optional.of(new PortRange(8080, 8080))),
                        request(80, Protocol.TCP, "127.0.0.1", Optional.of(new PortRange(8081, 8081))),
                        request(81, Protocol.TCP, "0.0.0.0", Optional.empty()),
                        request(82, Protocol.SCTP, "0.0.0.0", Optional.empty()));
        assertThat(wishes.all().stream().map(Object::toString))
                .containsExactly("53/udp", "80/tcp", "81/tcp", "82/sctp", "443/tcp");
    }

    @Test
    void allThatIsExposedIsPublishedWhereAskedFor() {
        PortWishes wishes =
                wishes(Set.of("80/tcp", "8000-8002/tcp"), Map.of("80/tcp", List.of(new HostPort("", "8080"))), true);

        assertThat(wishes.published()).hasSize(4);
        assertThat(wishes.published().get(0).hostPorts()).contains(new PortRange(8080, 8080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/tcp", "80/foo", "0/tcp", "65536/tcp", "90-80/tcp", "/tcp", "-/tcp"})
    void whatIsNoPortIsRefused(String port) {
        assertThatThrownBy(() -> wishes(Set.of(port), Map.of(), false)).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> wishes(Set.of(), Map.of("80/tcp", List.of(new HostPort("nonsense", "80"))), false))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Invalid ip address: nonsense");
    }
}
