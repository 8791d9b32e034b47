package dev.wharf.network.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.wharf.network.bridge.WrongDrivers.AddsPorts;
import dev.wharf.network.bridge.WrongDrivers.ChoosesHardwareAddresses;
import dev.wharf.network.bridge.WrongDrivers.DropsIpv6;
import dev.wharf.network.bridge.WrongDrivers.JoinsOnce;
import dev.wharf.network.bridge.WrongDrivers.KeepsEndpoints;
import dev.wharf.network.bridge.WrongDrivers.KeepsNetworks;
import dev.wharf.network.bridge.WrongDrivers.MakesAnew;
import dev.wharf.network.bridge.WrongDrivers.NeverLeaves;
import dev.wharf.network.bridge.WrongDrivers.OpensInternalNetworks;
import dev.wharf.network.bridge.WrongDrivers.OpensNothing;
import dev.wharf.network.bridge.WrongDrivers.PublishesNothing;
import dev.wharf.network.bridge.WrongDrivers.SetsNoDefaultRoute;
import dev.wharf.network.bridge.WrongDrivers.StopsTrafficWhenClosed;
import dev.wharf.network.bridge.WrongDrivers.SweepsAll;
import dev.wharf.network.bridge.WrongDrivers.SweepsNothing;
import dev.wharf.network.bridge.WrongDrivers.TellsAnotherHardwareAddress;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.testkit.network.NetworkDriverConformance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tests the conformance suite: a driver that is wrong fails the test that was written for its fault. */
@Tag("privileged")
class WrongDriversTest {
    private static final AtomicReference<UnaryOperator<NetworkDriver>> CHOSEN =
            new AtomicReference<>(UnaryOperator.identity());

    /** The suite for the driver that was chosen. Not found by the build. */
    static class Suite extends BridgeConformanceTest {
        @Override
        protected NetworkDriverProvider provider(Path host) {
            return new WrongProvider(super.provider(host));
        }
    }

    private record WrongProvider(NetworkDriverProvider right) implements NetworkDriverProvider {
        @Override
        public String name() {
            return right.name();
        }

        @Override
        public Scope scope() {
            return right.scope();
        }

        @Override
        public Probe probe(DriverContext context) {
            return right.probe(context);
        }

        @Override
        @SuppressWarnings("NullAway") // it is never set to null
        public NetworkDriver open(DriverContext context, Map<String, String> options) {
            return CHOSEN.get().apply(right.open(context, options));
        }
    }

    private static Arguments fault(String topic, String test, UnaryOperator<NetworkDriver> wrong) {
        return Arguments.of(topic, test, wrong);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("Networks", "makingANetworkAgainChangesNothing", MakesAnew::new),
                fault("Networks", "aRemovedNetworkLeavesNothing", KeepsNetworks::new),
                fault("Endpoints", "anEndpointIsMadeAsAskedFor", DropsIpv6::new),
                fault("Endpoints", "whatWasRemovedIsNotJoined", KeepsEndpoints::new),
                fault("Joining", "anInternalNetworkHasNoDefaultRoute", OpensInternalNetworks::new),
                fault("Joining", "theInterfaceIsUpAndHasItsAddresses", DropsIpv6::new),
                fault("Joining", "theHardwareAddressThatIsAskedForIsUsed", ChoosesHardwareAddresses::new),
                fault("Joining", "theHardwareAddressIsTold", TellsAnotherHardwareAddress::new),
                fault("Joining", "theDefaultRouteLeadsToTheRouter", SetsNoDefaultRoute::new),
                fault("Joining", "joiningAgainChangesNothing", JoinsOnce::new),
                fault("Leaving", "theInterfaceIsGoneFromAContainerThatLivesOn", NeverLeaves::new),
                fault("Leaving", "nothingIsLeftOfAnEndpointThatIsForgotten", KeepsEndpoints::new),
                fault("Restoring", "trafficGoesOnWithoutTheDriver", StopsTrafficWhenClosed::new),
                fault("Restoring", "whatIsInUseStaysAsItIs", SweepsAll::new),
                fault("Restoring", "whatIsNotInUseGoes", SweepsNothing::new),
                fault("Publishing", "whatIsNotAmongTheNewPortsEnds", AddsPorts::new),
                fault("Publishing", "aPortLeadsToTheContainer", PublishesNothing::new),
                fault("Publishing", "portsOfWhatIsNotInUseEnd", SweepsNothing::new),
                fault("Filtering", "onlyWhatIsOpenedIsReached", OpensNothing::new));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aWrongDriverFailsTheTestForItsFault(String topic, String test, UnaryOperator<NetworkDriver> wrong) {
        assertThat(failures(topic, test, UnaryOperator.identity())).as("right").isZero();
        assertThat(failures(topic, test, wrong)).as("wrong").isEqualTo(1);
    }

    private static int failures(String topic, String test, UnaryOperator<NetworkDriver> driver) {
        CHOSEN.set(driver);
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectNestedMethod(
                        List.of(Suite.class.getName()), NetworkDriverConformance.class.getName() + "$" + topic, test))
                .build();
        var failed = new AtomicInteger();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (result.getStatus() != Status.SUCCESSFUL) {
                    failed.incrementAndGet();
                }
            }
        });
        return failed.get();
    }
}
