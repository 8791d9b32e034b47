package dev.wharf.spi.testkit.network;

import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.testkit.ConformanceReport;
import dev.wharf.spi.testkit.ConformanceSuite;
import dev.wharf.spi.testkit.SuiteDescription;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every network driver must do. Extend it, and say which driver it is and what it can do; see the package for an example.
 * Each test gets fresh namespaces and opens the driver anew.
 */
@ExtendWith(ConformanceReport.class)
@Tag("privileged")
public abstract class NetworkDriverConformance implements ConformanceSuite {

    /** For subclasses. */
    protected NetworkDriverConformance() {}

    /**
     * The provider of the driver under test. Called whenever a driver is opened.
     *
     * @param host the network namespace that acts as the host
     */
    protected abstract NetworkDriverProvider provider(Path host);

    /** The features that the driver claims to have. The others must be absent. */
    protected abstract Set<NetworkFeature> features();

    /** Gives the host what the driver expects there, such as an interface to the outside. */
    protected void prepare(Space host) {
        // nothing, for most
    }

    /** The options of a network. */
    protected Map<String, String> options(NetworkId network) {
        return Map.of();
    }

    /** Options of a network whose containers do not reach one another; for drivers with {@link NetworkFeature#FILTERING}. */
    protected Map<String, String> closedOptions() {
        return Map.of();
    }

    /** Takes something of a network's away on the host; for drivers with {@link NetworkFeature#REPAIRING}. */
    protected void damage(Space host, NetworkId network) {
        throw new UnsupportedOperationException("nothing to repair");
    }

    final boolean has(NetworkFeature feature) {
        return features().contains(feature);
    }

    @Override
    public final SuiteDescription describe() {
        var notClaimed = Arrays.stream(NetworkFeature.values())
                .filter(each -> !has(each))
                .map(Enum::name)
                .toList();
        return new SuiteDescription(
                "network driver " + provider(Path.of("/proc/self/ns/net")).name(), NetworkDriver.class, notClaimed);
    }

    /** What a provider tells before it opens a driver, and what the driver claims. */
    @Nested
    class Probing extends ProbingTopic {
        @Override
        NetworkDriverConformance suite() {
            return NetworkDriverConformance.this;
        }
    }

    /** Making and removing networks. */
    @Nested
    class Networks extends NetworksTopic {
        @Override
        NetworkDriverConformance suite() {
            return NetworkDriverConformance.this;
        }
    }

    /** Making and removing endpoints. */
    @Nested
    class Endpoints extends EndpointsTopic {
        @Override
        NetworkDriverConformance suite() {
            return NetworkDriverConformance.this;
        }
    }

    /** Bringing endpoints into containers. */
    @Nested
    class Joining extends JoiningTopic {
        @Override
        NetworkDriverConformance suite() {
            return NetworkDriverConformance.this;
        }
    }

    /** Taking endpoints out of containers. */
    @Nested
    class Leaving extends LeavingTopic {
        @Override
        NetworkDriverConformance suite() {
            return NetworkDriverConformance.this;
        }
    }

    /** Closing a driver, and opening it again. */
    @Nested
    class Restoring extends RestoringTopic {
        @Override
        NetworkDriverConformance suite() {
            return NetworkDriverConformance.this;
        }
    }

    /** Ports of the host. */
    @Nested
    class Publishing extends PublishingTopic {
        @Override
        NetworkDriverConformance suite() {
            return NetworkDriverConformance.this;
        }
    }

    /** Who may reach whom. */
    @Nested
    class Filtering extends FilteringTopic {
        @Override
        NetworkDriverConformance suite() {
            return NetworkDriverConformance.this;
        }
    }
}
