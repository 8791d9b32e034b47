package dev.wharf.networks.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.AddressDriver.Pool;
import dev.wharf.spi.network.AddressDriver.PoolRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LocalAddressesTest {
    private final LocalAddresses addresses = new LocalAddresses(List::of);

    private Pool pool(String pool, String range) {
        return addresses.requestPool(
                new PoolRequest(Block.prefix(pool), Block.prefix(range), Map.of(), pool.contains(":")));
    }

    private String next(Pool pool) {
        return Texts.of(
                addresses.requestAddress(pool.id(), Optional.empty(), Map.of()).address());
    }

    private void take(Pool pool, String address) {
        addresses.requestAddress(pool.id(), Literals.address(address), Map.of());
    }

    private void giveBack(Pool pool, String address) {
        addresses.releaseAddress(pool.id(), Literals.address(address).orElseThrow());
    }

    private static Kind kind(Throwable error) {
        return ((DriverException) error).kind();
    }

    @Test
    void theFirstFreeAddressIsGiven() {
        Pool pool = pool("10.0.0.0/24", "");

        assertThat(next(pool)).isEqualTo("10.0.0.1");
        assertThat(next(pool)).isEqualTo("10.0.0.2");
        giveBack(pool, "10.0.0.1");
        assertThat(next(pool)).isEqualTo("10.0.0.1");
        assertThat(next(pool)).isEqualTo("10.0.0.3");
    }

    @Test
    void theAddressOfTheNetworkAndTheBroadcastAreNobodys() {
        Pool pool = pool("10.0.0.0/30", "");

        assertThat(next(pool)).isEqualTo("10.0.0.1");
        assertThat(next(pool)).isEqualTo("10.0.0.2");
        assertThatThrownBy(() -> next(pool)).matches(error -> kind(error) == Kind.EXHAUSTED);
        assertThatThrownBy(() -> take(pool, "10.0.0.3"))
                .hasMessage("Address already in use")
                .matches(error -> kind(error) == Kind.ALREADY_EXISTS);
    }

    @Test
    void aPairOfAddressesHasNoBroadcast() {
        Pool pool = pool("10.0.0.0/31", "");

        assertThat(next(pool)).isEqualTo("10.0.0.0");
        assertThat(next(pool)).isEqualTo("10.0.0.1");
    }

    @Test
    void aRangeLimitsWhatIsGivenButNotWhatIsAskedFor() {
        Pool pool = pool("10.0.0.0/24", "10.0.0.4/31");
        take(pool, "10.0.0.200");

        assertThat(next(pool)).isEqualTo("10.0.0.4");
        assertThat(next(pool)).isEqualTo("10.0.0.5");
        assertThatThrownBy(() -> next(pool)).matches(error -> kind(error) == Kind.EXHAUSTED);
        assertThatThrownBy(() -> take(pool, "10.0.1.1"))
                .hasMessage("Requested address is out of range")
                .matches(error -> kind(error) == Kind.INVALID_ARGUMENT);
    }

    @Test
    void ipv6HasRoom() {
        Pool pool = pool("fd00::/64", "");
        take(pool, "fd00::ffff:ffff:ffff:ffff");

        assertThat(next(pool)).isEqualTo("fd00::1");
        assertThat(next(pool)).isEqualTo("fd00::2");
    }

    @Test
    void poolsDoNotOverlap() {
        Pool pool = pool("10.0.0.0/24", "");

        assertThatThrownBy(() -> pool("10.0.0.0/8", ""))
                .hasMessage("Pool overlaps with other one on this address space")
                .matches(error -> kind(error) == Kind.ALREADY_EXISTS);
        addresses.releasePool(pool.id());
        addresses.releasePool(pool.id());
        pool("10.0.0.0/8", "");
    }

    @Test
    void anAddressOfAnUnknownPoolIsNotFound() {
        assertThatThrownBy(() -> addresses.requestAddress("10.0.0.0/8", Optional.empty(), Map.of()))
                .matches(error -> kind(error) == Kind.NOT_FOUND);
        addresses.releaseAddress("10.0.0.0/8", Literals.address("10.0.0.1").orElseThrow());
    }

    @Test
    void theHostsOwnAddressesAndRoutesAreRead() {
        assertThat(new ProcHostPrefixes().all())
                .anySatisfy(prefix -> {
                    assertThat(prefix.isAddress()).isTrue();
                    assertThat(prefix.prefix()).hasToString("127.0.0.1/8");
                })
                .allSatisfy(prefix -> assertThat(prefix.prefix().length()).isPositive());
    }
}
