package dev.wharf.network.bridge;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.Sandbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drivers that are wrong in one thing each. */
final class WrongDrivers {
    private WrongDrivers() {}

    static final class MakesAnew extends DelegatingDriver {
        MakesAnew(NetworkDriver right) {
            super(right);
        }

        @Override
        public void createNetwork(NetworkSpec network) {
            right.removeNetwork(network.id());
            right.createNetwork(network);
        }
    }

    static final class KeepsNetworks extends DelegatingDriver {
        KeepsNetworks(NetworkDriver right) {
            super(right);
        }

        @Override
        public void removeNetwork(NetworkId network) {
            // forgotten
        }
    }

    static final class OpensInternalNetworks extends DelegatingDriver {
        OpensInternalNetworks(NetworkDriver right) {
            super(right);
        }

        @Override
        public void createNetwork(NetworkSpec spec) {
            right.createNetwork(new NetworkSpec(spec.id(), spec.name(), spec.subnets(), spec.options(), false));
        }
    }

    static final class DropsIpv6 extends DelegatingDriver {
        DropsIpv6(NetworkDriver right) {
            super(right);
        }

        @Override
        public EndpointSpec createEndpoint(EndpointSpec spec) {
            return right.createEndpoint(new EndpointSpec(
                    spec.id(), spec.network(), spec.ipv4(), Optional.empty(), spec.mac(), spec.options()));
        }
    }

    static final class ChoosesHardwareAddresses extends DelegatingDriver {
        ChoosesHardwareAddresses(NetworkDriver right) {
            super(right);
        }

        @Override
        public EndpointSpec createEndpoint(EndpointSpec spec) {
            return right.createEndpoint(
                    new EndpointSpec(spec.id(), spec.network(), spec.ipv4(), spec.ipv6(), Optional.empty(), Map.of()));
        }
    }

    static final class KeepsEndpoints extends DelegatingDriver {
        KeepsEndpoints(NetworkDriver right) {
            super(right);
        }

        @Override
        public void removeEndpoint(EndpointId endpoint) {
            // forgotten
        }
    }

    static final class TellsAnotherHardwareAddress extends DelegatingDriver {
        TellsAnotherHardwareAddress(NetworkDriver right) {
            super(right);
        }

        @Override
        public Attachment join(EndpointId endpoint, Sandbox sandbox, JoinOptions options) {
            Attachment told = super.join(endpoint, sandbox, options);
            return new Attachment(
                    told.interfaceName(), new MacAddress("02:00:00:00:00:01"), told.ipv4Gateway(), told.ipv6Gateway());
        }
    }

    static final class SetsNoDefaultRoute extends DelegatingDriver {
        SetsNoDefaultRoute(NetworkDriver right) {
            super(right);
        }

        @Override
        public Attachment join(EndpointId endpoint, Sandbox sandbox, JoinOptions options) {
            return super.join(endpoint, sandbox, new JoinOptions(options.interfaceName(), false));
        }
    }

    static final class JoinsOnce extends DelegatingDriver {
        private final Set<EndpointId> joined = new HashSet<>();

        JoinsOnce(NetworkDriver right) {
            super(right);
        }

        @Override
        public Attachment join(EndpointId endpoint, Sandbox sandbox, JoinOptions options) {
            if (!joined.add(endpoint)) {
                throw new DriverException(Kind.ALREADY_EXISTS, "joined already");
            }
            return super.join(endpoint, sandbox, options);
        }
    }

    static final class NeverLeaves extends DelegatingDriver {
        NeverLeaves(NetworkDriver right) {
            super(right);
        }

        @Override
        public void leave(EndpointId endpoint, Sandbox sandbox) {
            // forgotten
        }
    }

    static final class StopsTrafficWhenClosed extends DelegatingDriver {
        StopsTrafficWhenClosed(NetworkDriver right) {
            super(right);
        }

        @Override
        public void close() {
            right.removeNetwork(new NetworkId("1".repeat(64)));
            right.close();
        }
    }

    static final class SweepsAll extends DelegatingDriver {
        SweepsAll(NetworkDriver right) {
            super(right);
        }

        @Override
        public void restore(NetworkId network, Collection<EndpointSpec> endpoints) {
            right.restore(network, List.of());
        }
    }

    static final class SweepsNothing extends DelegatingDriver {
        SweepsNothing(NetworkDriver right) {
            super(right);
        }

        @Override
        public void restore(NetworkId network, Collection<EndpointSpec> endpoints) {
            endpoints.forEach(right::createEndpoint);
        }
    }

    static final class AddsPorts extends DelegatingDriver {
        private final List<PublishedPort> all = new ArrayList<>();

        AddsPorts(NetworkDriver right) {
            super(right);
        }

        @Override
        public void publish(EndpointId endpoint, Collection<PublishedPort> ports) {
            all.addAll(ports);
            super.publish(endpoint, Set.copyOf(all));
        }
    }

    static final class PublishesNothing extends DelegatingDriver {
        PublishesNothing(NetworkDriver right) {
            super(right);
        }

        @Override
        public void publish(EndpointId endpoint, Collection<PublishedPort> ports) {
            super.publish(endpoint, List.of());
        }
    }

    static final class OpensNothing extends DelegatingDriver {
        OpensNothing(NetworkDriver right) {
            super(right);
        }

        @Override
        public void open(EndpointId source, Collection<Opening> openings) {
            super.open(source, List.of());
        }
    }
}
