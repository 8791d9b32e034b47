package dev.wharf.spi.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Probe;
import dev.wharf.spi.testkit.FakeContext;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in a driver, and when. */
@Timeout(30)
class FaultyVolumeProviderTest {
    private static final VolumeName NAME = new VolumeName("data");
    private static final VolumeUser USER = new VolumeUser("user");

    private final PlainVolumes right = new PlainVolumes();
    private final Faults faults = new Faults();
    private final FaultyVolumeProvider provider = new FaultyVolumeProvider("faulty", right, faults);

    @TempDir
    private Path folder = Path.of("");

    private VolumeDriver driver = right;

    @BeforeEach
    void open() {
        driver = provider.open(new FakeContext(folder), Map.of());
    }

    @Test
    void withoutFaultsAllIsWell() {
        driver.create(NAME, Map.of());

        assertThat(driver.get(NAME)).map(VolumeInfo::name).contains(NAME);
        assertThat(provider.name()).isEqualTo("faulty");
        assertThat(provider.probe(new FakeContext(folder))).isInstanceOf(Probe.Supported.class);
        assertThat(faults.calls("get")).isEqualTo(1);
    }

    @Test
    void anyKindOfThrowableIsThrown() {
        faults.set(
                "create throw EXHAUSTED no space left",
                "get throw runtime",
                "list throw linkage lost",
                "remove throw stack-overflow",
                "mount throw checked");

        assertThatThrownBy(() -> driver.create(NAME, Map.of()))
                .hasMessage("no space left")
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.EXHAUSTED));
        assertThatThrownBy(() -> driver.get(NAME)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> driver.list())
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("lost");
        assertThatThrownBy(() -> driver.remove(NAME)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> driver.mount(NAME, USER)).hasCauseInstanceOf(IOException.class);
        assertThat(right.names).isEmpty();
    }

    @Test
    void whatIsLateComesAfterTheWork() {
        faults.set("create late throw INTERNAL");

        assertThatThrownBy(() -> driver.create(NAME, Map.of())).isInstanceOf(DriverException.class);
        assertThat(right.names).containsExactly("data");
    }

    @Test
    void someCallsGoWellBeforeAndAfter() {
        faults.set("create after=1 times=1 throw INTERNAL");

        driver.create(new VolumeName("one"), Map.of());
        assertThatThrownBy(() -> driver.create(new VolumeName("two"), Map.of())).isInstanceOf(DriverException.class);
        driver.create(new VolumeName("three"), Map.of());

        assertThat(right.names).containsExactly("one", "three");
    }

    @Test
    void onlyCallsWithATextInThemGoWrong() {
        faults.set("VolumeDriver.create of=data throw INTERNAL");

        driver.create(new VolumeName("other"), Map.of());

        assertThatThrownBy(() -> driver.create(NAME, Map.of())).isInstanceOf(DriverException.class);
    }

    @Test
    void nonsenseIsAnswered() {
        driver.create(NAME, Map.of());
        faults.set("get answer null", "list answer empty", "mount answer wrong-path", "create answer empty");

        driver.create(new VolumeName("never"), Map.of());

        assertThat((Object) driver.get(NAME)).isNull();
        assertThat(driver.list()).isEmpty();
        assertThat(driver.mount(NAME, USER).folder()).isEqualTo(Path.of("/nonexistent/volumes/data"));
        assertThat(right.names).containsExactly("data");
    }

    @Test
    void otherIdsAreAnswered() {
        driver.create(NAME, Map.of());
        faults.set("* answer foreign");

        assertThat(driver.get(NAME)).map(VolumeInfo::name).contains(new VolumeName("dat0"));
        assertThat(driver.list()).extracting(VolumeInfo::name).containsExactly(new VolumeName("dat0"));
    }

    @Test
    void whatHangsGoesOnWhenTheFaultIsOver() {
        faults.set("create hang uninterruptible");
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> driver.create(NAME, Map.of()));
        await(() -> faults.calls("create") == 1);
        assertThat(call).isNotDone();

        faults.clear();

        assertThat(call).succeedsWithin(Duration.ofSeconds(10));
        assertThat(right.names).containsExactly("data");
    }

    @Test
    void anInterruptEndsWhatHangsUnlessItCannotBeInterrupted() throws InterruptedException {
        faults.set("create hang", "remove hang uninterruptible");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread first = thread(() -> driver.create(NAME, Map.of()), ended);
        Thread second = thread(() -> driver.remove(NAME), new CompletableFuture<>());
        await(() -> faults.calls("create") == 1 && faults.calls("remove") == 1);

        first.interrupt();
        second.interrupt();

        assertThat(ended)
                .succeedsWithin(Duration.ofSeconds(10))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
        first.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(second.isAlive()).isTrue();
        faults.clear();
        second.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void whatIsSlowIsDoneInTheEnd() {
        faults.set("create slow 0.1s");
        long start = System.nanoTime();

        driver.create(NAME, Map.of());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(right.names).containsExactly("data");
    }

    @Test
    void threadsAreLeakedUntilTheFaultIsOver() {
        faults.set("create leak 3");

        driver.create(NAME, Map.of());

        await(() -> leaked() == 3);
        faults.clear();
        await(() -> leaked() == 0);
    }

    @Test
    void theProviderFailsToo() {
        faults.set(
                "probe unsupported the moon is full",
                "scope throw runtime",
                "VolumeDriverProvider.open throw INTERNAL");

        assertThat(provider.probe(new FakeContext(folder))).isEqualTo(Probe.unsupported("the moon is full"));
        assertThatThrownBy(provider::scope).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> provider.open(new FakeContext(folder), Map.of()))
                .isInstanceOf(DriverException.class);
    }

    @Test
    void theFileSteersItToo() throws IOException {
        Faults.write(folder, "# comes and goes", "", "create throw INTERNAL");
        assertThatThrownBy(() -> driver.create(NAME, Map.of())).isInstanceOf(DriverException.class);

        Faults.write(folder);

        driver.create(NAME, Map.of());
        assertThat(right.names).containsExactly("data");
    }

    @Test
    void whatIsNoRuleIsRefused() {
        assertThatThrownBy(() -> faults.set("create explode")).hasMessageContaining("no such fault: \"explode\"");
        assertThatThrownBy(() -> faults.set("create throw NOTHING")).hasMessageContaining("nothing to throw");
        assertThatThrownBy(() -> faults.set("create")).hasMessageContaining("no fault in \"create\"");
    }

    private static Thread thread(Runnable work, CompletableFuture<Throwable> end) {
        Thread thread = new Thread(work, "call of a test");
        thread.setUncaughtExceptionHandler((failed, failure) -> end.complete(failure));
        thread.start();
        return thread;
    }

    private static long leaked() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("leaked by PlainVolumes.create"))
                .count();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
