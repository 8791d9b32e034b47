package dev.wharf.execoci.wrong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs topics of the suite against drivers that are wrong: each fails the test that was written for its fault, and no other
 * of that topic.
 */
@Tag("privileged")
class WrongDriversTest {

    /** What came out of a run. */
    private static final class Outcome implements TestExecutionListener {
        private final Map<String, String> failed = new ConcurrentSkipListMap<>();
        private final AtomicInteger passed = new AtomicInteger();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() != Status.SUCCESSFUL) {
                failed.put(
                        test.getDisplayName().replace("()", ""),
                        String.valueOf(result.getThrowable().orElse(null)));
            } else if (test.isTest()) {
                passed.incrementAndGet();
            }
        }
    }

    static Stream<WrongDriver> all() {
        return Stream.of(WrongDrivers.ofLife(), WrongDrivers.ofSpecifications(), WrongDrivers.ofCapabilities())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aWrongDriverFailsTheTestForItsFault(WrongDriver wrong) {
        Outcome outcome = run(wrong);

        assertThat(outcome.failed.keySet()).as("%s", outcome.failed).containsExactly(wrong.test());
        assertThat(outcome.passed.get()).isPositive();
    }

    private static Outcome run(WrongDriver driver) {
        ChosenSuite.CHOSEN.set(driver);
        String topic = "[engine:junit-jupiter]/[class:" + ChosenSuite.class.getName() + "]/[nested-class:"
                + driver.topic() + "]";
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(List.of(selectUniqueId(topic)))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        var outcome = new Outcome();
        LauncherFactory.create().execute(request, outcome);
        return outcome;
    }
}
