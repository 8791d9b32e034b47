package dev.wharf.drivers.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.drivers.Lease;
import dev.wharf.drivers.deploy.TestFramework;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverDescription.State;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.volume.VolumeDriverProvider;
import dev.wharf.spi.volume.VolumeDriverProvider.Scope;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
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
        assertThat(registry.logProvider("good").orElseThrow().name()).isEqualTo("good");
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

    @Test
    void anotherDefaultIsUsedAtOnceAndAfterARestart() throws Exception {
        restart("");
        registered(new FakeProvider("json-file"), "json-file");
        registered(new FakeProvider("other"), "other");
        assertThat(registry.log().defaultName()).isEqualTo("json-file");

        registry.makeDefault("log", "other");

        assertThat(registry.log().defaultName()).isEqualTo("other");
        assertThat(registry.log().currentDefault()).contains("other");
        assertThat(registry.list().stream().filter(DriverDescription::isDefault))
                .extracting(DriverDescription::name)
                .containsExactly("other");
        restart("");
        registered(new FakeProvider("json-file"), "json-file");
        registered(new FakeProvider("other"), "other");
        assertThat(registry.log().defaultName()).isEqualTo("other");
    }

    @Test
    void theCommandLineWinsOverAnEarlierChoice() throws Exception {
        registered(new FakeProvider("good"), "good");
        registered(new FakeProvider("other"), "other");
        registry.makeDefault("log", "other");
        assertThat(registry.log().defaultName()).isEqualTo("other");

        restart("good");
        registered(new FakeProvider("good"), "good");
        registered(new FakeProvider("other"), "other");

        assertThat(registry.log().defaultName()).isEqualTo("good");
    }

    @Test
    void aDefaultMustServeAndBeOfAKnownKind() {
        registered(new FakeProvider("good"), "good");

        assertThatThrownBy(() -> registry.makeDefault("log", "nosuch"))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("nosuch");
        assertThatThrownBy(() -> registry.makeDefault("graph", "good")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> registry.makeDefault("address", "good"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("use graph, exec, log, volume or network");
        assertThat(registry.log().defaultName()).isEqualTo("good");
        assertThat(root.resolve("data/default-drivers")).doesNotExist();
    }

    @Test
    void theDefaultVolumeDriverIsTheLocalOneUntilAnotherIsChosen() {
        registered(new FakeVolumes("local"));
        registered(new FakeVolumes("another"));
        assertThat(registry.volume().defaultName()).isEqualTo("local");
        assertThat(registry.volumeProvider("another").orElseThrow().scope()).isEqualTo(Scope.GLOBAL);
        assertThat(registry.volume().names()).containsExactly("another", "local");

        registry.makeDefault("volume", "another");

        assertThat(registry.volume().defaultName()).isEqualTo("another");
        assertThat(registry.list()).extracting(DriverDescription::kind).containsOnly("volume");
    }

    @Test
    void localVolumesLieWhereDockerHasThem() {
        registered(new FakeVolumes("local"));
        registered(new FakeVolumes("another"));

        assertThat(stateFolder("local")).isEqualTo(root.resolve("data/volumes"));
        assertThat(stateFolder("another")).isEqualTo(root.resolve("data/volume/another"));
    }

    @Test
    void aNetworkDriverIsToldWhatItUnderstandsOfTheCommandLine() {
        FakeNetworks provider = new FakeNetworks("bridge");

        ServiceReference<NetworkDriverProvider> service = registered(provider);

        try (Lease<NetworkDriver> lease = registry.network().lease("bridge")) {
            assertThat(lease.driver()).isNotNull();
        }
        assertThat(provider.opened()).containsExactly(Map.entry("iptables", "true"));
        assertThat(registry.networkProvider("bridge").orElseThrow().name()).isEqualTo("bridge");
        assertThat(registry.list()).extracting(DriverDescription::kind).containsExactly("network");
        registry.removeNetwork(service);
        assertThat(registry.network().names()).isEmpty();
        assertThat(registry.networkProvider("bridge")).isEmpty();
        assertThat(registry.addresses().names()).isEmpty();
    }

    @Test
    void theDefaultNetworkDriverIsTheBridgeUntilAnotherIsChosen() {
        registered(new FakeNetworks("another"));
        registered(new FakeNetworks("bridge"));
        assertThat(registry.network().defaultName()).isEqualTo("bridge");

        registry.makeDefault("network", "another");

        assertThat(registry.network().defaultName()).isEqualTo("another");
        assertThat(registry.list().stream().filter(DriverDescription::isDefault))
                .extracting(DriverDescription::name)
                .containsExactly("another");
    }

    private ServiceReference<NetworkDriverProvider> registered(FakeNetworks provider) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of("driver.name", provider.name()));
        ServiceReference<NetworkDriverProvider> service = framework
                .context()
                .registerService(NetworkDriverProvider.class, provider, properties)
                .getReference();
        registry.addNetwork(provider, service);
        return service;
    }

    private Path stateFolder(String driver) {
        var name = new VolumeName("data");
        var user = new VolumeUser("somebody");
        return registry.volume()
                .call(driver, volumes -> volumes.mount(name, user))
                .folder();
    }

    private void registered(FakeVolumes provider) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of("driver.name", provider.name()));
        registry.addVolume(
                provider,
                framework
                        .context()
                        .registerService(VolumeDriverProvider.class, provider, properties)
                        .getReference());
    }

    private void restart(String logDriver) throws Exception {
        registry.close();
        framework.stop();
        framework = new TestFramework(root, logDriver);
        registry = new OsgiDriverRegistry(framework.context());
    }
}
