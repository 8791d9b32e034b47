package dev.wharf.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.NetworkSpace;
import dev.wharf.engine.container.ContainerState;
import dev.wharf.engine.container.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkRecoveryTest {
    @TempDir
    Path root;

    private Rig before;

    @BeforeEach
    void setUp() {
        before = new Rig(root);
        before.networks().add("back", "10.0.0.");
    }

    @Test
    void whatRunsOnKeepsItsConnections() {
        String id = before.run("sleep");

        Rig after = recovered();

        assertThat(after.networks().of(id)).isEqualTo(before.networks().of(id));
        assertThat(after.networks().diary()).containsExactly("recover " + id.substring(0, 4), "recovered");
    }

    @Test
    void whatEndedMeanwhileHasNone() {
        String id = before.run("sleep");
        before.execution().lose(id);

        Rig after = recovered();

        assertThat(after.networks().held()).isEmpty();
        assertThat(after.networks().diary()).containsExactly("recovered");
        assertThat(after.state(id)).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void whatIsLeftOfOthersGoesOnlyWhenAllAreKnown() {
        String id = before.run("sleep");
        Rig after = before.restarted();
        after.drivers().graph().arrive("memory", after.graph());
        var unused = new Recovery(after.table(), after.drivers(), after.adoption());
        assertThat(after.networks().diary()).isEmpty();

        after.drivers().execution().arrive("fake", after.execution());

        assertThat(after.networks().diary()).containsExactly("recover " + id.substring(0, 4), "recovered");
    }

    @Test
    void withoutContainersThereIsNothingToWaitFor() {
        Rig after = recovered();

        assertThat(after.networks().diary()).containsExactly("recovered");
    }

    @Test
    void anotherVersionOfTheDriverChangesNoConnection() {
        Rig after = recovered();
        String id = after.run("sleep");

        after.drivers().execution().leave("fake");
        after.drivers().execution().arrive("fake", after.execution());

        assertThat(after.networks().diary()).noneMatch(call -> call.startsWith("recover "));
        assertThat(after.networks().held()).containsExactly(id);
    }

    @Test
    void whoStartsWaitsUntilWhatRunsOnHasItsAddresses() {
        before.run("sleep");
        String other = before.create("sleep");
        Rig after = before.restarted();
        after.drivers().graph().arrive("memory", after.graph());
        after.drivers().execution().arrive("fake", after.execution());

        CompletableFuture<Void> started =
                CompletableFuture.runAsync(() -> after.lifecycle().start(other));
        assertThatThrownBy(() -> started.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(after.networks().diary()).isEmpty();
        var unused = new Recovery(after.table(), after.drivers(), after.adoption());

        started.join();
        assertThat(after.state(other)).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void whoConnectsWhatRunsOnHoldsUpNoClaim() {
        String id = before.run("sleep");
        Rig after = before.restarted();
        after.drivers().graph().arrive("memory", after.graph());
        after.drivers().execution().arrive("fake", after.execution());

        CompletableFuture<Void> connected =
                CompletableFuture.runAsync(() -> after.connections().connect("back", id, EndpointRequest.any()));
        assertThatThrownBy(() -> connected.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> new Recovery(after.table(), after.drivers(), after.adoption()));

        connected.join();
        assertThat(after.networks().of(id).endpoints().keySet()).containsExactly("bridge", "back");
    }

    @Test
    void aConnectionThatAKillInterruptedIsCompleted() {
        String id = before.run("sleep");
        before.recordNetwork(id, "back"); // the daemon dies before it is made

        Rig after = recovered();

        assertThat(after.networks().of(id).endpoints().keySet()).containsExactly("bridge", "back");
        assertThat(after.containers().inspect(id).network().endpoints().keySet())
                .containsExactly("bridge", "back");
        assertThat(file(id, "resolv.conf")).content().contains("nameserver 127.0.0.11");
        assertThat(file(id, "hosts")).content().contains("172.17.0.2\t").contains("10.0.0.2\t");
    }

    @Test
    void whatAContainerHasWrittenItselfStays() throws IOException {
        String id = before.run("sleep");
        Files.writeString(file(id, "resolv.conf"), "nameserver 192.0.2.1\n");
        Files.writeString(file(id, "hosts"), "192.0.2.2\tmine\n");
        before.recordNetwork(id, "back");

        Rig unused = recovered();

        assertThat(file(id, "resolv.conf")).hasContent("nameserver 192.0.2.1\n");
        assertThat(file(id, "hosts")).hasContent("192.0.2.2\tmine\n");
    }

    private Path file(String id, String name) {
        return root.resolve("data/containers").resolve(id).resolve(name);
    }

    @Test
    void aDisconnectionThatAKillInterruptedIsAsBefore() {
        String id = before.run("sleep");
        before.connections().connect("back", id, EndpointRequest.any());
        before.networks().disconnect(new NetworkSpace(id, root), "back"); // the daemon dies before it records that

        Rig after = recovered();

        assertThat(after.networks().of(id).endpoints().keySet()).containsExactly("bridge", "back");
    }

    @Test
    void aStartThatCannotBeRecordedLeavesNothing() {
        String id = before.create("sleep");
        before.store().fill(true);
        assertThatThrownBy(() -> before.lifecycle().start(id)).hasMessageContaining("record of container");
        before.store().fill(false);

        assertThat(before.networks().held()).isEmpty();
        Rig after = recovered();
        assertThat(after.networks().held()).isEmpty();
        assertThat(after.state(id)).isEqualTo(ContainerState.CREATED);
    }

    private Rig recovered() {
        Rig after = before.restarted();
        after.drivers().graph().arrive("memory", after.graph());
        after.drivers().execution().arrive("fake", after.execution());
        var unused = new Recovery(after.table(), after.drivers(), after.adoption());
        return after;
    }
}
