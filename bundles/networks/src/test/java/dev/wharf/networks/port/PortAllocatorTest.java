package dev.wharf.networks.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.networks.address.Literals;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class PortAllocatorTest {
    private final Set<Integer> foreign = ConcurrentHashMap.newKeySet();
    private final Set<Integer> bound = ConcurrentHashMap.newKeySet();
    private final PortAllocator allocator = new PortAllocator(new PortRange(32_768, 32_772), this::bind);

    private HostSocket bind(Protocol protocol, InetAddress address, int port) throws BindException {
        if (foreign.contains(port)) {
            throw new BindException("Address already in use");
        }
        if (Elsewhere.isElsewhere(address)) {
            throw new BindException("Cannot assign requested address");
        }
        bound.add(port);
        return new HostSocket() {
            @Override
            public void carryTo(InetSocketAddress target) {}

            @Override
            public void close() {
                bound.remove(port);
            }
        };
    }

    /** Addresses that are not the host's. */
    private static final class Elsewhere {
        static boolean isElsewhere(InetAddress address) {
            return address.getHostAddress().startsWith("192.0.2.");
        }
    }

    private static PortRequest request(String address, Protocol protocol, String ports) {
        return new PortRequest(
                new ContainerPort(80, protocol),
                Literals.address(address).orElseThrow(),
                ports.isEmpty() ? Optional.empty() : Optional.of(PortRange.parse(ports)));
    }

    private HeldPort claim(String address, String ports) {
        return allocator.claim(request(address, Protocol.TCP, ports));
    }

    private int random() {
        return claim("0.0.0.0", "").published().hostPort();
    }

    @Test
    void aPortIsTakenOnce() {
        HeldPort held = claim("0.0.0.0", "8080");

        assertThatThrownBy(() -> claim("0.0.0.0", "8080"))
                .isInstanceOf(Conflict.class)
                .hasMessage("Bind for 0.0.0.0:8080 failed: port is already allocated");
        held.close();
        assertThat(bound).isEmpty();
        claim("0.0.0.0", "8080");
    }

    @Test
    void closingTwiceFreesNobodyElsesPort() {
        HeldPort held = claim("0.0.0.0", "8080");
        held.close();
        claim("0.0.0.0", "8080");

        held.close();

        assertThatThrownBy(() -> claim("0.0.0.0", "8080")).isInstanceOf(Conflict.class);
    }

    @Test
    void allAddressesCollideWithEachOfTheirFamily() {
        claim("127.0.0.1", "8080");
        claim("127.0.0.2", "8080");
        claim("::1", "8080");
        allocator.claim(request("0.0.0.0", Protocol.UDP, "8080"));

        assertThatThrownBy(() -> claim("0.0.0.0", "8080"))
                .hasMessage("Bind for 0.0.0.0:8080 failed: port is already allocated");
        assertThatThrownBy(() -> claim("::", "8080")).hasMessage("Bind for :::8080 failed: port is already allocated");
    }

    @Test
    void thePortOfAnotherProgramIsToldApart() {
        foreign.add(80);

        assertThatThrownBy(() -> claim("0.0.0.0", "80"))
                .isInstanceOf(Conflict.class)
                .hasMessage("Error starting userland proxy: listen tcp 0.0.0.0:80: bind: address already in use");
        foreign.remove(80);
        claim("0.0.0.0", "80");
    }

    @Test
    void anAddressThatIsNotTheHostsIsRefused() {
        assertThatThrownBy(() -> claim("192.0.2.1", "80"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(
                        "Error starting userland proxy: listen tcp 192.0.2.1:80: bind: cannot assign requested address");
        assertThatThrownBy(() -> claim("192.0.2.1", "")).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void randomPortsGoRound() {
        assertThat(random()).isEqualTo(32_768);
        HeldPort second = claim("0.0.0.0", "");
        second.close();

        assertThat(second.published().hostPort()).isEqualTo(32_769);
        assertThat(random()).isEqualTo(32_770);
        assertThat(random()).isEqualTo(32_771);
        assertThat(random()).isEqualTo(32_772);
        assertThat(random()).isEqualTo(32_769);
        assertThatThrownBy(this::random).isInstanceOf(Conflict.class).hasMessage("all ports are allocated");
    }

    @Test
    void randomPortsPassOthersOver() {
        foreign.add(32_768);
        claim("127.0.0.1", "32769");

        assertThat(random()).isEqualTo(32_770);
    }

    @Test
    void theFirstFreeOfARangeIsTaken() {
        foreign.add(9001);
        claim("0.0.0.0", "9000");

        assertThat(claim("0.0.0.0", "9000-9002").published().hostPort()).isEqualTo(9002);
        assertThatThrownBy(() -> claim("0.0.0.0", "9000-9002")).hasMessage("all ports are allocated");
    }

    @Test
    void whatIsTakenBackIsTheContainersInAnyCase() {
        foreign.add(80);

        HeldPort held = allocator.retake(request("0.0.0.0", Protocol.TCP, "80"), 80);

        assertThat(held.published().hostPort()).isEqualTo(80);
        held.close();
    }
}
