package dev.wharf.spi.testkit.graph;

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
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the suite against drivers that are wrong: each fails the test that was written for its fault, and no other. */
class WrongDriversTest {
    private static final int MANY = 70;

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

    static Stream<WrongDriver> plainFaults() {
        return WrongDrivers.withoutMounts().stream();
    }

    static Stream<WrongDriver> mountedFaults() {
        return WrongDrivers.withMounts().stream();
    }

    static Stream<WrongDriver> deepFaults() {
        return WrongDrivers.deep().stream();
    }

    @Test
    void aDriverThatIsRightPasses() {
        Outcome outcome = run(WrongDriver.NONE, "!privileged");

        assertThat(outcome.failed).isEmpty();
        assertThat(outcome.passed.get()).isGreaterThanOrEqualTo(MANY);
    }

    @Test
    @Tag("privileged")
    void aDriverThatIsRightPassesWithMounts() {
        assertThat(run(WrongDriver.NONE, "privileged & !deep").failed).isEmpty();
    }

    @Test
    @Tag("privileged")
    void aDriverThatIsRightPassesTheTestsOfDepth() {
        assertThat(runDeep(WrongDriver.NONE).failed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plainFaults")
    void aWrongDriverFailsTheTestForItsFault(WrongDriver wrong) {
        assertThat(run(wrong, "!privileged").failed).containsExactly(wrong.test());
    }

    @ParameterizedTest
    @MethodSource("mountedFaults")
    @Tag("privileged")
    void aWrongDriverFailsTheMountingTestForItsFault(WrongDriver wrong) {
        assertThat(run(wrong, "privileged & !deep & !kills").failed).containsExactly(wrong.test());
    }

    @ParameterizedTest
    @MethodSource("deepFaults")
    @Tag("privileged")
    void aWrongDriverFailsTheTestOfDepthForItsFault(WrongDriver wrong) {
        assertThat(runDeep(wrong).failed).containsExactly(wrong.test());
    }

    @Test
    @Tag("privileged")
    void aDriverThatShowsWhatIsHalfMadeFailsTheTestOfKills() {
        assertThat(run(HalvesSuite.class, "kills").failed).containsExactly("aKillLeavesEverySnapshotWholeOrNotThere");
    }

    private static Outcome run(WrongDriver driver, String tags) {
        PlainSuite.CHOSEN.set(driver);
        return run(PlainSuite.class, tags);
    }

    private static Outcome runDeep(WrongDriver driver) {
        PlainSuite.CHOSEN.set(driver);
        return run(DeepSuite.class, "deep");
    }

    private static Outcome run(Class<? extends GraphDriverConformance> suite, String tags) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(List.of(selectClass(suite)))
                .filters(TagFilter.includeTags(tags))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        var outcome = new Outcome();
        LauncherFactory.create().execute(request, outcome);
        return outcome;
    }
}
