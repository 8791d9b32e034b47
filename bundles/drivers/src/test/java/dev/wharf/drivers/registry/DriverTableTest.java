package dev.wharf.drivers.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.Lease;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverDescription.State;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

@Timeout(60)
final class DriverTableTest {
    @TempDir
    Path root;

    private final AtomicInteger services = new AtomicInteger();
    private final AtomicBoolean allArrived = new AtomicBoolean(true);
    private final List<DriverTable<LogDriver>> tables = new ArrayList<>();

    private DriverTable<LogDriver> table(String configured, String... order) {
        var roots = new Roots(root.resolve("data"), root.resolve("exec"), Path.of("/deploy"));
        var kind = new Kind("log", roots, configured, List.of(order), allArrived::get, Clock.systemUTC());
        var table = new DriverTable<LogDriver>(kind);
        tables.add(table);
        return table;
    }

    @AfterEach
    void close() {
        tables.forEach(DriverTable::close);
    }

    private Candidate<LogDriver> candidate(FakeProvider provider, String version) {
        return new Candidate<>(services.incrementAndGet(), provider.name(), Version.parseVersion(version), provider);
    }

    private static String label(DriverTable<LogDriver> table, String name) {
        return table.call(
                name, driver -> driver.as(Labelled.class).orElseThrow().label());
    }

    @Test
    void aDriverIsLentAsSoonAsItIsOpen() {
        var table = table("");

        table.add(candidate(new FakeProvider("a"), "1.0"));

        assertThat(label(table, "a")).isEqualTo("a");
        assertThat(table.names()).containsExactly("a");
    }

    @Test
    void itsFoldersBearItsName() {
        var table = table("");
        table.add(candidate(new FakeProvider("a"), "1.0"));

        try (Lease<LogDriver> lease = table.lease("a")) {
            var context = lease.driver().as(Labelled.class).orElseThrow().context();
            assertThat(context.stateFolder())
                    .isEqualTo(root.resolve("data/log/a"))
                    .isDirectory();
            assertThat(context.runFolder())
                    .isEqualTo(root.resolve("exec/log/a"))
                    .isDirectory();
        }
    }

    @Test
    void anUnknownDriverIsUnavailableAndTheTextTellsWhatToDo() {
        assertThatThrownBy(() -> table("").lease("overlay"))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessage("log driver \"overlay\" is not available: no bundle provides it; put one into /deploy");
    }

    @Test
    void aDriverThatCannotWorkHereIsListedWithItsReason() {
        var table = table("");

        table.add(candidate(new FakeProvider("a").probing(() -> Probe.unsupported("the kernel has no A")), "1.2"));

        assertThatThrownBy(() -> table.lease("a"))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("it cannot work on this host: the kernel has no A; use another driver");
        assertThat(table.describe())
                .containsExactly(
                        new DriverDescription("log", "a", "1.2.0", State.UNSUPPORTED, false, "the kernel has no A"));
        assertThat(root.resolve("data/log/a")).doesNotExist();
    }

    @Test
    void aDriverThatFailsToOpenIsListedAsFailed() {
        var table = table("");

        table.add(candidate(
                new FakeProvider("a").opening(() -> {
                    throw new NoClassDefFoundError("dev/wharf/Gone");
                }),
                "1.0"));

        assertThatThrownBy(() -> table.lease("a"))
                .hasMessageContaining(
                        "it failed to open: log driver \"a\" failed in open: java.lang.NoClassDefFoundError")
                .hasMessageContaining("dev/wharf/Gone; put a bundle that works into /deploy");
        assertThat(table.describe()).extracting(DriverDescription::state).containsExactly(State.FAILED);
    }

    @Test
    void theErrorsOfADriverAreTranslated() {
        var table = table("");
        table.add(candidate(new FakeProvider("a"), "1.0"));

        assertThatThrownBy(() -> table.call("a", driver -> {
                    throw new DriverException(DriverException.Kind.NOT_FOUND, "no such layer");
                }))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("no such layer");
    }

    @Test
    void theHigherVersionServesAndTheOtherStandsBy() {
        var table = table("");
        var open = new AtomicBoolean();
        var older = new FakeProvider("a", "older", open);
        table.add(candidate(older, "1.0"));
        assertThat(label(table, "a")).isEqualTo("older");
        var newer = candidate(new FakeProvider("a", "newer", open), "1.1");

        table.add(newer);

        awaitLabel(table, "newer");
        assertThat(older.opened().get(0).isClosed()).isTrue();
        assertThat(table.describe()).extracting(DriverDescription::state).containsExactly(State.ACTIVE, State.STANDBY);

        table.remove(newer);

        assertThat(label(table, "a")).isEqualTo("older");
    }

    private static void awaitLabel(DriverTable<LogDriver> table, String label) {
        while (!label(table, "a").equals(label)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aNewOneWhoseProbeFailsLeavesTheOldOneServing() throws Exception {
        var table = table("");
        var older = new FakeProvider("a", "older", new AtomicBoolean());
        var probed = new CountDownLatch(1);
        table.add(candidate(older, "1.0"));
        var newer = candidate(
                new FakeProvider("a", "newer", new AtomicBoolean()).probing(() -> {
                    probed.countDown();
                    return Probe.unsupported("not here");
                }),
                "2.0");

        table.add(newer);
        assertThat(probed.await(5, TimeUnit.SECONDS)).isTrue();
        table.remove(newer); // returns when the slot has come to rest

        assertThat(older.opened()).hasSize(1);
        assertThat(label(table, "a")).isEqualTo("older");
    }

    @Test
    void aNewOneThatFailsToOpenGivesWayToTheOldOne() {
        var table = table("");
        var open = new AtomicBoolean();
        table.add(candidate(new FakeProvider("a", "older", open), "1.0"));
        var newer = new FakeProvider("a", "newer", open).opening(() -> {
            throw new DriverException(DriverException.Kind.INTERNAL, "on purpose");
        });

        table.add(candidate(newer, "2.0"));

        while (table.describe().get(0).state() != State.FAILED) {
            Thread.onSpinWait();
        }
        assertThat(label(table, "a")).isEqualTo("older");
        assertThat(table.describe()).extracting(DriverDescription::reason).containsExactly("on purpose", "");
    }

    @Test
    void removalWaitsForALease() throws Exception {
        var table = table("");
        var provider = new FakeProvider("a");
        var candidate = candidate(provider, "1.0");
        table.add(candidate);
        Lease<LogDriver> lease = table.lease("a");

        var removal = CompletableFuture.runAsync(() -> table.remove(candidate));
        while (!table.names().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(provider.opened().get(0).isClosed()).isFalse();
        assertThat(removal).isNotDone();
        lease.close();
        lease.close();

        removal.get(5, TimeUnit.SECONDS);
        assertThat(provider.opened().get(0).isClosed()).isTrue();
        assertThatThrownBy(() -> table.lease("a"))
                .hasMessage(
                        "log driver \"a\" is not available: its bundle was removed; put it back, or another one into /deploy");
    }

    @Test
    void aLeaseWaitsForADriverThatIsBeingOpened() throws Exception {
        var table = table("");
        var probing = new CountDownLatch(1);
        var mayOpen = new CountDownLatch(1);
        table.add(candidate(
                new FakeProvider("a").probing(() -> {
                    probing.countDown();
                    return await(mayOpen);
                }),
                "1.0"));
        probing.await();

        var lent = CompletableFuture.supplyAsync(() -> label(table, "a"));
        assertThat(lent).isNotDone();
        mayOpen.countDown();

        assertThat(lent.get(5, TimeUnit.SECONDS)).isEqualTo("a");
    }

    private static Probe await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS) ? Probe.supported() : Probe.unsupported("late");
        } catch (InterruptedException e) {
            return Probe.unsupported("interrupted");
        }
    }

    @Test
    void theDefaultIsTheFirstOfTheOrderEvenIfAnotherOpensEarlier() throws Exception {
        var table = table("", "best", "next");
        var mayOpen = new CountDownLatch(1);
        table.add(candidate(new FakeProvider("best").probing(() -> await(mayOpen)), "1.0"));
        table.add(candidate(new FakeProvider("next"), "1.0"));
        table.add(candidate(new FakeProvider("another"), "1.0"));
        label(table, "next");

        var chosen = CompletableFuture.supplyAsync(table::defaultName);
        mayOpen.countDown();

        assertThat(chosen.get(5, TimeUnit.SECONDS)).isEqualTo("best");
    }

    @Test
    void theDefaultWaitsForBundlesThatAreStillBeingStarted() throws Exception {
        var table = table("", "best", "next");
        allArrived.set(false);
        table.add(candidate(new FakeProvider("next"), "1.0"));
        label(table, "next");

        var chosen = CompletableFuture.supplyAsync(table::defaultName);
        table.add(candidate(new FakeProvider("best"), "1.0"));

        assertThat(chosen.get(5, TimeUnit.SECONDS)).isEqualTo("best");
    }

    @Test
    void withoutTheBestTheDefaultIsTheNext() {
        var table = table("", "best", "next");
        table.add(candidate(new FakeProvider("best").probing(() -> Probe.unsupported("no")), "1.0"));
        table.add(candidate(new FakeProvider("another"), "1.0"));
        table.add(candidate(new FakeProvider("next"), "1.0"));

        assertThat(table.defaultName()).isEqualTo("next");
        assertThat(table.describe())
                .filteredOn(DriverDescription::isDefault)
                .extracting(DriverDescription::name)
                .containsExactly("next");
    }

    @Test
    void theConfiguredDriverIsTheDefault() {
        var table = table("another", "best");
        table.add(candidate(new FakeProvider("best"), "1.0"));
        table.add(candidate(new FakeProvider("another"), "1.0"));

        assertThat(table.defaultName()).isEqualTo("another");
    }

    @Test
    void aConfiguredDriverThatIsUnknownIsNamed() {
        var table = table("zfs", "best");
        table.add(candidate(new FakeProvider("best"), "1.0"));

        assertThatThrownBy(table::defaultName)
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("\"zfs\" is not available");
    }

    @Test
    void withoutAnyDriverThereIsNoDefault() {
        assertThatThrownBy(() -> table("").defaultName())
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessage("no log driver is available; put a bundle with one into /deploy");
    }

    @Test
    void theExecutorOfADriverRefusesWorkAfterItsClose() throws Exception {
        var table = table("");
        var provider = new FakeProvider("a");
        var candidate = candidate(provider, "1.0");
        table.add(candidate);
        label(table, "a");
        var executor = provider.opened().get(0).context().executor();
        var threadName = new CompletableFuture<String>();
        executor.execute(() -> threadName.complete(Thread.currentThread().getName()));

        assertThat(threadName.get(5, TimeUnit.SECONDS)).startsWith("log driver a");
        table.remove(candidate);

        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aListenerHearsWhoServesAndThenWhoComesAndGoes() throws Exception {
        var table = table("");
        table.add(candidate(new FakeProvider("a"), "1.0"));
        label(table, "a");
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        table.listen(new Recorder(news));
        assertThat(news.poll(5, TimeUnit.SECONDS)).isEqualTo("+a");
        var second = candidate(new FakeProvider("b"), "1.0");

        table.add(second);
        label(table, "b");
        table.remove(second);

        assertThat(news.poll(5, TimeUnit.SECONDS)).isEqualTo("+b");
        assertThat(news.poll(5, TimeUnit.SECONDS)).isEqualTo("-b");
    }

    private record Recorder(BlockingQueue<String> news) implements DriverListener {
        @Override
        public void arrived(String name) {
            news.add("+" + name);
        }

        @Override
        public void leaving(String name) {
            news.add("-" + name);
        }
    }

    @Test
    void aSwapUnderLoadFailsNoCall() {
        var table = table("");
        var open = new AtomicBoolean();
        table.add(candidate(new FakeProvider("a", "base", open), "1.0"));
        var stop = new AtomicBoolean();
        var callers = java.util.stream.IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> callUntil(stop, table)))
                .toList();

        for (int round = 0; round < 40; round++) {
            var newer = candidate(new FakeProvider("a", "round " + round, open), "2.0");
            table.add(newer);
            awaitLabel(table, "round " + round);
            table.remove(newer);
        }
        stop.set(true);

        assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).isPositive());
    }

    private static int callUntil(AtomicBoolean stop, DriverTable<LogDriver> table) {
        int calls = 0;
        while (!stop.get()) {
            label(table, "a");
            assertThat(table.names()).containsExactly("a");
            calls++;
        }
        return calls;
    }
}
