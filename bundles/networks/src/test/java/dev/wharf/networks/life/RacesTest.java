package dev.wharf.networks.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.networks.testing.FakeNetworkDriver;
import dev.wharf.spi.DriverException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RacesTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 60;

    private final Rig rig = new Rig();
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        executor.shutdownNow();
        rig.close();
    }

    private void inParallel(Callable<Boolean> work) throws Exception {
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(executor.submit(work));
        }
        for (Future<Boolean> one : all) {
            assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsBeingMadeByOneThatEndsIsKnownToTheNext() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        rig.onTime = () -> {
            making.countDown();
            await(goesOn);
        };
        Future<String> made = executor.submit(() -> rig.create("quay"));
        await(making);

        Future<Boolean> restarted = executor.submit(() -> {
            rig.restart();
            return true;
        });
        assertThatThrownBy(() -> restarted.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        goesOn.countDown();

        assertThat(restarted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.life.inspect("quay").id()).isEqualTo(made.get(1, TimeUnit.SECONDS));
    }

    @Test
    void aDriverThatComesWhileANetworkIsRemovedDoesNotMakeItAgain() {
        rig.create("quay");
        FakeNetworkDriver next = new FakeNetworkDriver();
        rig.memory.before(() -> rig.registry.network().arrive("bridge", next)); // its record is just being removed

        rig.life.remove("quay");

        assertThat(next.calls()).contains("createNetwork");
        assertThat(next.networks()).containsOnlyKeys("bridge");
    }

    @Test
    void aNetworkThatIsNotRemovedAfterAllIsMadeAgain() {
        rig.create("quay");
        rig.memory.fill();

        assertThatThrownBy(() -> rig.life.remove("quay")).isInstanceOf(EngineException.Internal.class);
        assertThat(rig.driver.networks()).doesNotContainKey("quay");

        rig.run(1, "quay");
        assertThat(rig.driver.networks()).containsKey("quay");
    }

    @Test
    void aDriverKnowsWhatItRemoves() {
        rig.create("quay");
        FakeNetworkDriver next = new FakeNetworkDriver();
        next.fail("createNetwork", Kind.INTERNAL);
        rig.registry.network().arrive("bridge", next);
        next.fail("", Kind.INTERNAL);
        next.calls().clear();

        rig.life.remove("quay");

        assertThat(next.calls()).containsExactly("createNetwork", "removeNetwork");
        assertThat(next.networks()).doesNotContainKey("quay");
    }

    @Test
    void whatADriverCannotMakeIsRemovedAllTheSame() {
        rig.create("quay");
        FakeNetworkDriver next = new FakeNetworkDriver();
        next.fail("createNetwork", Kind.INTERNAL);
        rig.registry.network().arrive("bridge", next);

        rig.life.remove("quay");

        assertThat(rig.life.list(Map.of("name", List.of("quay")))).isEmpty();
    }

    /** Nobody knows whether the driver has made it, and its successor would not know of it. */
    @Test
    void whatADriverMakesThatLeavesMeanwhileIsRemovedByTheNext() throws Exception {
        rig.driver.fail("createNetwork", Kind.UNAVAILABLE);
        assertThatThrownBy(() -> rig.create("quay")).isInstanceOf(EngineException.Unavailable.class);
        assertThat(rig.driver.networks()).containsKey("quay");

        rig.driver.fail("", Kind.INTERNAL);
        assertThat(poolOfAnother()).isEqualTo("172.19.0.0/16");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!poolOfAnother().equals("172.18.0.0/16") && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(poolOfAnother()).isEqualTo("172.18.0.0/16");
        assertThat(rig.driver.networks()).containsOnlyKeys("bridge");
        rig.restart();
        assertThat(rig.life.list(Map.of("name", List.of("quay")))).isEmpty();
    }

    private String poolOfAnother() {
        rig.create("other");
        try {
            return rig.life.inspect("other").ipam().subnets().get(0).pool();
        } finally {
            rig.life.remove("other");
        }
    }

    @Test
    void oneThatHasEndedMakesNothing() {
        NetworkLife ended = rig.life;
        rig.restart();

        assertThatThrownBy(() -> ended.create(Rig.request("quay", Ipam.any())))
                .isInstanceOf(EngineException.Unavailable.class);
        assertThat(rig.driver.networks()).doesNotContainKey("quay");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noAddressAndNoPortIsGivenTwice() throws Exception {
        AtomicInteger numbers = new AtomicInteger();
        Set<String> addresses = ConcurrentHashMap.newKeySet();
        Set<String> ports = ConcurrentHashMap.newKeySet();

        inParallel(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                int number = numbers.incrementAndGet();
                Connections connections = rig.run(
                        Rig.container(
                                number,
                                Map.of("bridge", EndpointRequest.any()),
                                Map.of("80/tcp", List.of(new HostPort("", "")))),
                        number);
                String address = Rig.address(connections, "bridge");
                String port = Rig.in(connections.ports(), "80/tcp").get(0).port();
                assertThat(addresses.add(address)).isTrue();
                assertThat(ports.add(port)).isTrue();
                addresses.remove(address);
                ports.remove(port);
                rig.life.release(Rig.id(number));
            }
            return true;
        });

        assertThat(rig.driver.endpoints()).isEmpty();
        assertThat(rig.life.inspect("bridge").containers()).isEmpty();
    }

    @Test
    void networksThatComeAndGoUnderTheirUsersLeaveNothing() throws Exception {
        AtomicInteger numbers = new AtomicInteger();

        inParallel(() -> {
            Random random = new Random(numbers.get());
            for (int i = 0; i < ROUNDS; i++) {
                String network = "n" + random.nextInt(4);
                int number = numbers.incrementAndGet();
                attempt(() -> rig.create(network));
                attempt(() -> rig.run(number, "bridge", network));
                attempt(() -> rig.life.disconnect(Rig.space(number), network));
                attempt(() -> rig.life.connect(Rig.space(number), network, EndpointRequest.any()));
                rig.life.release(Rig.id(number));
                attempt(() -> {
                    rig.life.remove(network);
                    return true;
                });
            }
            return true;
        });
        rig.life.list(Map.of("type", List.of("custom"))).forEach(network -> rig.life.remove(network.id()));

        assertThat(rig.driver.endpoints()).isEmpty();
        assertThat(rig.driver.networks()).containsOnlyKeys("bridge");
        assertThat(rig.life.inspect("bridge").containers()).isEmpty();
        rig.create("last");
        assertThat(rig.life.inspect("last").ipam().subnets().get(0).pool()).isEqualTo("172.18.0.0/16");
    }

    /** Does what may be refused; any other failure is one of the test. */
    private static void attempt(Callable<?> work) throws Exception {
        try {
            work.call();
        } catch (EngineException ignored) { // somebody else was faster
            Thread.onSpinWait();
        }
    }

    @Test
    void oneOfManyGetsAName() throws Exception {
        AtomicInteger made = new AtomicInteger();

        inParallel(() -> {
            attempt(() -> {
                rig.life.create(new NetworkRequest("one", true, "", false, false, Ipam.any(), Map.of(), Map.of()));
                return made.incrementAndGet();
            });
            return true;
        });

        assertThat(made).hasValue(1);
        assertThat(rig.life.list(Map.of("name", List.of("one"))))
                .extracting(Network::name)
                .containsExactly("one");
    }

    @Test
    void driversThatAreExchangedUnderLoadKnowWhatThereIs() throws Exception {
        AtomicInteger numbers = new AtomicInteger();

        inParallel(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                int number = numbers.incrementAndGet();
                if (number % 50 == 0) {
                    FakeNetworkDriver next = new FakeNetworkDriver();
                    rig.registry.network().arrive("bridge", next);
                    rig.driver = next;
                }
                attempt(() -> rig.run(number, "bridge"));
                if (number % 3 != 0) {
                    rig.life.release(Rig.id(number));
                }
            }
            return true;
        });
        FakeNetworkDriver last = new FakeNetworkDriver();
        rig.registry.network().arrive("bridge", last);

        assertThat(last.endpoints())
                .hasSize(rig.life.inspect("bridge").containers().size());
    }
}
