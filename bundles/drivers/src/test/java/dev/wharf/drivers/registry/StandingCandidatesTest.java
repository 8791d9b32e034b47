package dev.wharf.drivers.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.drivers.deploy.Standing;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverDescription.State;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

/** Two bundles of the same version. */
final class StandingCandidatesTest {
    private static final Version ONE = Version.parseVersion("1.0");

    @TempDir
    Path root;

    private final AtomicBoolean open = new AtomicBoolean();
    private DriverTable<LogDriver> table;

    @BeforeEach
    void make() {
        var roots = new Roots(root.resolve("data"), root.resolve("exec"), Path.of("/deploy"));
        table = new DriverTable<>(new Kind("log", roots, "", List.of(), () -> true, Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        table.close();
    }

    private Candidate<LogDriver> candidate(long service, Standing standing, FakeProvider provider) {
        return new Candidate<>(service, "a", ONE, standing, provider);
    }

    private FakeProvider provider(String label) {
        return new FakeProvider("a", label, open);
    }

    private String label() {
        return table.call("a", driver -> driver.as(Labelled.class).orElseThrow().label());
    }

    @Test
    void theShippedOneServesAndTheDroppedOneStandsBy() {
        var dropped = candidate(1, new Standing(true, 1), provider("dropped"));
        var shipped = candidate(2, Standing.SHIPPED, provider("shipped"));

        table.add(dropped);
        table.add(shipped);

        assertThat(table.lease("a")).satisfies(lease -> lease.close());
        table.remove(candidate(9, Standing.SHIPPED, provider("none"))); // returns when all is settled
        assertThat(label()).isEqualTo("shipped");
        assertThat(table.stateOf(shipped)).contains(State.ACTIVE);
        assertThat(table.stateOf(dropped)).contains(State.STANDBY);
        assertThat(table.describe()).extracting(DriverDescription::reason).containsOnly("");
    }

    @Test
    void theLaterContentOfAFileServesOnceItsProbeSucceeds() {
        var first = candidate(1, new Standing(true, 1), provider("first"));
        var broken = candidate(
                2, new Standing(true, 2), provider("broken").probing(() -> Probe.unsupported("the kernel is old")));
        var second = candidate(3, new Standing(true, 3), provider("second"));
        table.add(first);

        table.add(broken);
        table.remove(candidate(9, Standing.SHIPPED, provider("none")));
        assertThat(label()).isEqualTo("first");
        assertThat(table.stateOf(broken)).contains(State.UNSUPPORTED);

        table.add(second);
        table.remove(candidate(9, Standing.SHIPPED, provider("none")));
        assertThat(label()).isEqualTo("second");
        assertThat(table.stateOf(first)).contains(State.STANDBY);
    }
}
