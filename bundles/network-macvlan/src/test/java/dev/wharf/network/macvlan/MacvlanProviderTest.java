package dev.wharf.network.macvlan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Errno;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.network.NetworkDriverProvider.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class MacvlanProviderTest {
    private final FakeLinks links = new FakeLinks();
    private final MacvlanProvider provider = new MacvlanProvider(() -> links);

    /** Nothing of it is used. */
    private static final DriverContext CONTEXT = new DriverContext() {
        @Override
        public Path stateFolder() {
            return Path.of("state");
        }

        @Override
        public Path runFolder() {
            return Path.of("run");
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public String loggerName() {
            return "macvlan";
        }
    };

    @Test
    void itsNetworksReachThisHost() {
        assertThat(provider.name()).isEqualTo("macvlan");
        assertThat(provider.scope()).isEqualTo(Scope.LOCAL);
    }

    @Test
    void aHostThatMakesInterfacesWillDo() {
        assertThat(provider.probe(CONTEXT)).isEqualTo(Probe.supported());
        provider.open(CONTEXT, Map.of()).close();
    }

    @Test
    void whatIsMissingIsTold() {
        links.fail(Errno.EOPNOTSUPP);
        assertThat(provider.probe(CONTEXT))
                .isEqualTo(Probe.unsupported("the kernel has no interfaces of the kind macvlan"));
        links.fail(Errno.EPERM);
        assertThat(provider.probe(CONTEXT)).isEqualTo(Probe.unsupported("to make interfaces one must be root"));
        links.fail(Errno.ENOMEM);
        assertThat(provider.probe(CONTEXT))
                .isEqualTo(Probe.unsupported("interfaces cannot be made: make wharf-trial: cannot allocate memory"));
    }
}
