package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerQuery;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.network.ConnectRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
    @TempDir
    Path root;

    private Rig rig;
    private String source;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
        rig.networks().add("back", "10.0.0.");
        ContainerConfig config = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("sleep"))
                .exposedPorts(Set.of("5432/tcp"))
                .env(List.of("USER=me"))
                .build();
        source = rig.containers()
                .create(new CreateRequest("base", config, HostConfig.empty()))
                .id();
        rig.lifecycle().start(source);
    }

    @Test
    void areToldToTheContainerByItsVariables() {
        String web = linked("web", "base:db");
        rig.lifecycle().start(web);

        assertThat(rig.execution().task(web).spec().process().environment())
                .contains("DB_PORT=tcp://172.17.0.2:5432", "DB_NAME=/web/db", "DB_ENV_USER=me");
    }

    @Test
    void areLinesOfItsHostsFile() throws IOException {
        String web = linked("web", "base:db");
        rig.lifecycle().start(web);

        assertThat(rig.hosts(web)).endsWith("\n172.17.0.2\tdb " + source.substring(0, 12) + " base\n");
    }

    @Test
    void openThePortsOfTheirSources() {
        String web = linked("web", "base:db");
        rig.lifecycle().start(web);

        assertThat(rig.networks().request().links())
                .containsExactly(new ConnectRequest.Link(source, List.of("5432/tcp")));
    }

    @Test
    void followTheirSourceToAnotherAddress() throws IOException {
        String web = linked("web", "base:db");
        rig.lifecycle().start(web);
        rig.lifecycle().stop(source, Optional.empty());
        rig.run("sleep"); // takes its address

        rig.lifecycle().start(source);

        assertThat(rig.hosts(web))
                .contains("\n172.17.0.4\tdb " + source.substring(0, 12) + " base\n")
                .doesNotContain("172.17.0.2\t");
    }

    @Test
    void needARunningSource() {
        String web = linked("web", "base:db");
        rig.lifecycle().stop(source, Optional.empty());

        assertThatThrownBy(() -> rig.lifecycle().start(web))
                .hasMessageEndingWith("Cannot link to a non running container: /base AS /web/db");
        assertThat(rig.networks().held()).isEmpty();
    }

    @Test
    void needASourceThatIsThere() {
        assertThatThrownBy(() -> linked("web", "nosuch:db"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Could not get container for nosuch");
    }

    @Test
    void areNotLookedUpWhenTheModeForbidsThem() {
        NetworkConfig network = new NetworkConfig(
                "host", Map.of(), false, List.of("nosuch:y"), List.of(), List.of(), List.of(), List.of());

        assertThatThrownBy(() ->
                        rig.create("", HostConfig.builder().network(network).build(), "sleep"))
                .isInstanceOf(EngineException.Conflict.class);
    }

    @Test
    void cannotLeadToTheNetworkOfTheHost() {
        rig.create(
                "vm", HostConfig.builder().network(NetworkConfig.ofMode("host")).build(), "sleep");

        assertThatThrownBy(() -> linked("web", "vm:db"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessageContaining("--net=host can't be used with links");
    }

    @Test
    void cannotHaveANameThatBreaksAFile() {
        assertThatThrownBy(() -> linked("web", "base:d b")).isInstanceOf(EngineException.InvalidArgument.class);
    }

    @Test
    void areNamesOfTheirSources() {
        linked("web", "base:db");

        assertThat(rig.containers().inspect(source).aliases()).containsExactly("web/db");
        assertThat(rig.containers().inspect("/web/db").id()).isEqualTo(source);
        assertThat(rig.containers().list(new ContainerQuery(true, 0, "", "", Map.of())))
                .filteredOn(container -> container.id().equals(source))
                .singleElement()
                .satisfies(container -> assertThat(container.aliases()).containsExactly("web/db"));
    }

    @Test
    void outliveAnotherNameOfTheirSource() {
        String web = linked("web", "base:db");

        rig.containers().rename("base", "core");

        assertThat(rig.containers().inspect(web).hostConfig().network().links()).containsExactly("core:db");
        rig.lifecycle().start(web);
    }

    @Test
    void goByName() throws IOException {
        String web = linked("web", "base:db");
        rig.lifecycle().start(web);

        rig.containers().removeLink("/web/db");

        assertThat(rig.containers().inspect(web).hostConfig().network().links()).isEmpty();
        assertThat(rig.hosts(web)).doesNotContain("\tdb ");
        assertThatThrownBy(() -> rig.containers().removeLink("web/db")).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void goWithTheirSource() {
        String web = linked("web", "base:db");

        rig.containers().remove(source, new RemoveOptions(false, true, false));

        assertThat(rig.containers().inspect(web).hostConfig().network().links()).isEmpty();
        rig.lifecycle().start(web);
    }

    @Test
    void areNamesAloneInANetworkOfAUser() {
        NetworkConfig network = new NetworkConfig(
                "back", Map.of(), false, List.of("base:db"), List.of(), List.of(), List.of(), List.of());
        String id = rig.create("web", HostConfig.builder().network(network).build(), "sleep");
        rig.lifecycle().start(id);

        assertThat(rig.networks()
                        .request()
                        .networks()
                        .getOrDefault("back", EndpointRequest.any())
                        .links())
                .containsExactly("base:db");
        assertThat(rig.networks().request().links()).isEmpty();
        assertThat(rig.execution().task(id).spec().process().environment()).noneMatch(v -> v.startsWith("DB_"));
    }

    @Test
    void surviveARestartOfTheDaemon() {
        String web = linked("web", "base:db");

        Rig after = rig.restarted();

        assertThat(after.containers().inspect(web).hostConfig().network().links())
                .containsExactly("base:db");
    }

    private String linked(String name, String link) {
        NetworkConfig network =
                new NetworkConfig("", Map.of(), false, List.of(link), List.of(), List.of(), List.of(), List.of());
        return rig.create(name, HostConfig.builder().network(network).build(), "sleep");
    }
}
