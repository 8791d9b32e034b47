package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the suite against drivers that are wrong: each fails the test that was written for its fault, and no other. */
class WrongLogDriversTest {
    private static final int MANY = 60;

    /** What came out of a run. */
    private static final class Outcome implements TestExecutionListener {
        private final Set<String> failed = Collections.synchronizedSet(new TreeSet<>());
        private final AtomicInteger passed = new AtomicInteger();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() != Status.SUCCESSFUL) {
                failed.add(test.getDisplayName().replace("()", ""));
            } else if (test.isTest()) {
                passed.incrementAndGet();
            }
        }
    }

    static Stream<WrongLogDriver> faults() {
        return Stream.of(
                        WrongLogDrivers.claims(),
                        WrongLogDrivers.sinks(),
                        WrongLogDrivers.positions(),
                        WrongLogDrivers.cursors())
                .flatMap(List::stream);
    }

    static Stream<WrongLogDriver> faultsOnFullDisks() {
        return WrongLogDrivers.onFullDisks().stream();
    }

    @Test
    void aDriverThatIsRightPasses() {
        Outcome outcome = run(WrongLogDriver.NONE, "!privileged");

        assertThat(outcome.failed).isEmpty();
        assertThat(outcome.passed.get()).isGreaterThanOrEqualTo(MANY);
    }

    @Test
    @Tag("privileged")
    void aDriverThatIsRightPassesOnAFullDisk() {
        assertThat(run(WrongLogDriver.NONE, "privileged").failed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aWrongDriverFailsTheTestForItsFault(WrongLogDriver wrong) {
        assertThat(run(wrong, "!privileged").failed).containsExactly(wrong.test());
    }

    @ParameterizedTest
    @MethodSource("faultsOnFullDisks")
    @Tag("privileged")
    void aWrongDriverFailsTheTestOfAFullDiskForItsFault(WrongLogDriver wrong) {
        assertThat(run(wrong, "privileged").failed).contains(wrong.test());
    }

    private static Outcome run(WrongLogDriver driver, String tags) {
        PlainLogSuite.CHOSEN.set(driver);
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(List.of(selectClass(PlainLogSuite.class)))
                .filters(TagFilter.includeTags(tags))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        var outcome = new Outcome();
        LauncherFactory.create().execute(request, outcome);
        return outcome;
    }
}
