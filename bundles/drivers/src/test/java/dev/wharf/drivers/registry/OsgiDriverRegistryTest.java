package dev.wharf.drivers.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverDescription.State;
import dev.wharf.spi.log.LogDriverProvider;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

final class OsgiDriverRegistryTest {
    @TempDir
    Path root;

    private TestFramework framework;
    private OsgiDriverRegistry registry;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(root);
        registry = new OsgiDriverRegistry(framework.context());
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
        framework.stop();
    }

    private ServiceReference<LogDriverProvider> registered(LogDriverProvider provider, String name) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of("driver.name", name));
        var service = framework
                .context()
                .registerService(LogDriverProvider.class, provider, properties)
                .getReference();
        registry.addLog(provider, service);
        return service;
    }

    @Test
    void aRegisteredProviderServes() {
        var provider = new FakeProvider("good");
        ServiceReference<LogDriverProvider> service = registered(provider, "good");

        assertThat(registry.log().defaultName()).isEqualTo("good");
        assertThat(registry.logProvider("good")).containsSame(provider);
        assertThat(registry.list()).singleElement().satisfies(description -> {
            assertThat(description.state()).isEqualTo(State.ACTIVE);
            assertThat(description.kind()).isEqualTo("log");
            assertThat(description.isDefault()).isTrue();
        });

        registry.removeLog(service);

        assertThat(registry.list()).isEmpty();
        assertThat(provider.opened().get(0).isClosed()).isTrue();
    }

    @Test
    void aProviderWhoseNameIsNoNameOfAFolderIsRefused() {
        ServiceReference<LogDriverProvider> service = registered(new FakeProvider("../etc"), "../etc");

        assertThat(registry.list()).extracting(DriverDescription::state).containsExactly(State.FAILED);
        assertThat(registry.log().names()).isEmpty();

        registry.removeLog(service);

        assertThat(registry.list()).isEmpty();
    }

    @Test
    void aProviderWhosePropertyDiffersFromItsNameIsRefused() {
        registered(new FakeProvider("good"), "other");

        assertThat(registry.list())
                .extracting(DriverDescription::reason)
                .containsExactly("its property driver.name is other, but its name is good");
    }
}
