package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.testing.FakeExecutionDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecDriverChoiceTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
        rig.drivers().execution().arrive("other", new FakeExecutionDriver(rig.clock));
    }

    @Test
    void isTheDefaultUnlessSomethingNamesAnother() {
        assertThat(driver("", "")).isEqualTo("fake");
        assertThat(driver("runc", "")).isEqualTo("fake");
        assertThat(driver("other", "")).isEqualTo("other");
        assertThat(driver("", "other")).isEqualTo("other");
        assertThat(driver("other", "other")).isEqualTo("other");
        assertThat(driver("runc", "other")).isEqualTo("other");
    }

    @Test
    void refusesOneThatDoesNotServe() {
        assertThatThrownBy(() -> driver("nosuch", ""))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageStartingWith("Unknown runtime specified nosuch: ");
        assertThatThrownBy(() -> driver("", "nosuch")).isInstanceOf(EngineException.InvalidArgument.class);
    }

    @Test
    void refusesTwoNames() {
        assertThatThrownBy(() -> driver("fake", "other"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Conflicting options: runtime fake and label dev.wharf.exec-driver=other");
    }

    @Test
    void cannotJoinTheNamespacesOfAnotherDriver() {
        String id = rig.run("sleep");
        HostConfig joins = HostConfig.builder()
                .runtime("other")
                .network(NetworkConfig.ofMode("container:" + id))
                .build();

        assertThatThrownBy(() -> rig.create("", joins, "sleep"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessageContaining("execution driver \"fake\" runs it, not \"other\"");
    }

    private String driver(String runtime, String label) {
        ContainerConfig config = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("true"))
                .labels(label.isEmpty() ? Map.of() : Map.of(ExecDriverChoice.LABEL, label))
                .build();
        HostConfig host = HostConfig.builder().runtime(runtime).build();
        String id = rig.containers().create(new CreateRequest("", config, host)).id();
        return rig.containers().inspect(id).execDriver();
    }
}
