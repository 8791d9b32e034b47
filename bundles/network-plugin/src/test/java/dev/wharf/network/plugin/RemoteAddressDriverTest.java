package dev.wharf.network.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.network.AddressDriver.Pool;
import dev.wharf.spi.network.AddressDriver.PoolRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RemoteAddressDriverTest {
    private static final InetAddress ADDRESS = Json.prefix("10.1.0.9/16").address();

    private final Remotes remotes;
    private final RemoteAddressDriver driver;

    RemoteAddressDriverTest(@TempDir Path folder) throws IOException {
        remotes = new Remotes(folder);
        driver = remotes.addresses();
        answer(
                "GetDefaultAddressSpaces",
                "{\"LocalDefaultAddressSpace\":\"here\",\"GlobalDefaultAddressSpace\":\"all\"}");
        answer("RequestPool", "{\"PoolID\":\"p1\",\"Pool\":\"10.1.0.0/16\",\"Data\":{\"k\":\"v\"}}");
        answer("RequestAddress", "{\"Address\":\"10.1.0.9/16\",\"Data\":null}");
        answer("ReleaseAddress", "{}");
        answer("ReleasePool", "{}");
    }

    private void answer(String method, String json) {
        remotes.fake.answering("IpamDriver." + method, json);
    }

    @AfterEach
    void close() throws IOException {
        remotes.close();
    }

    @Test
    void poolsAreRequestedAndReleased() {
        Pool pool = driver.requestPool(new PoolRequest(
                Optional.of(Json.prefix("10.1.0.0/16")),
                Optional.of(Json.prefix("10.1.4.0/24")),
                Map.of("o", "1"),
                false));
        driver.releasePool(pool.id());

        assertThat(pool).isEqualTo(new Pool("p1", Json.prefix("10.1.0.0/16"), Map.of("k", "v")));
        assertThat(remotes.calls())
                .containsExactly(
                        "IpamDriver.GetDefaultAddressSpaces {}",
                        "IpamDriver.RequestPool {\"AddressSpace\":\"here\",\"Pool\":\"10.1.0.0/16\","
                                + "\"SubPool\":\"10.1.4.0/24\",\"V6\":false,\"Options\":{\"o\":\"1\"}}",
                        "IpamDriver.ReleasePool {\"PoolID\":\"p1\"}");
    }

    @Test
    void theSpaceIsAskedForOnce() {
        PoolRequest any = new PoolRequest(Optional.empty(), Optional.empty(), Map.of(), true);

        Pool first = driver.requestPool(any);
        Pool second = driver.requestPool(any);

        assertThat(first).isEqualTo(second);
        assertThat(remotes.calls())
                .hasSize(3)
                .last()
                .asString()
                .contains("\"Pool\":\"\"")
                .contains("\"V6\":true");
    }

    @Test
    void addressesAreRequestedAndReleased() {
        assertThat(driver.requestAddress("p1", Optional.of(ADDRESS), Map.of())).isEqualTo(Json.prefix("10.1.0.9/16"));
        assertThat(driver.requestAddress("p1", Optional.empty(), Map.of("t", "gateway")))
                .isEqualTo(Json.prefix("10.1.0.9/16"));
        driver.releaseAddress("p1", ADDRESS);

        assertThat(remotes.calls())
                .containsExactly(
                        "IpamDriver.RequestAddress {\"PoolID\":\"p1\",\"Address\":\"10.1.0.9\",\"Options\":{}}",
                        "IpamDriver.RequestAddress {\"PoolID\":\"p1\",\"Address\":\"\",\"Options\":{\"t\":\"gateway\"}}",
                        "IpamDriver.ReleaseAddress {\"PoolID\":\"p1\",\"Address\":\"10.1.0.9\"}");
    }

    @Test
    void thePluginsWordsAreTold() {
        answer("RequestAddress", "{\"Err\":\"no address is left\"}");

        assertThatThrownBy(() -> driver.requestAddress("p1", Optional.empty(), Map.of()))
                .hasMessage("remote: no address is left");
    }

    @Test
    void anAnswerWithoutAnAddressIsAnError() {
        answer("RequestAddress", "{}");
        answer("RequestPool", "{\"PoolID\":\"p1\",\"Pool\":\"10.1.0.0\"}");

        assertThatThrownBy(() -> driver.requestAddress("p1", Optional.empty(), Map.of()))
                .hasMessageContaining("told no address");
        assertThatThrownBy(
                        () -> driver.requestPool(new PoolRequest(Optional.empty(), Optional.empty(), Map.of(), false)))
                .hasMessageContaining("invalid address: 10.1.0.0");
    }
}
