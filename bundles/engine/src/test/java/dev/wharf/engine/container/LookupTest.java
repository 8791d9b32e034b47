package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerLifecycle.WaitCondition;
import dev.wharf.engine.api.container.ContainerQuery;
import dev.wharf.engine.api.container.HostConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void findsByIdNameAndPrefix() {
        String id = rig.create("web", HostConfig.empty(), "true");

        assertThat(List.of(id, "web", "/web", id.substring(0, 12)))
                .allSatisfy(reference ->
                        assertThat(rig.containers().inspect(reference).id()).isEqualTo(id));
    }

    @Test
    void refusesAPrefixOfSeveral() {
        String[] ids = new String[17]; // so that two of them begin with the same digit
        for (int i = 0; i < ids.length; i++) {
            ids[i] = rig.create("true");
        }
        String shared = firstSharedDigit(List.of(ids));

        assertThatThrownBy(() -> rig.containers().inspect(shared))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("multiple IDs found with provided prefix: " + shared);
    }

    @Test
    void isShownAsTheSameObjectUntilSomethingChanges() {
        String id = rig.create("web", HostConfig.empty(), "sleep");
        rig.lifecycle().start(id);
        Container before = rig.containers().inspect(id);

        assertThat(rig.containers().inspect("web")).isSameAs(before);
        rig.containers().rename("web", "site");
        assertThat(rig.containers().inspect(id).name()).isEqualTo("site");
        rig.lifecycle().pause(id);
        assertThat(rig.containers().inspect(id).status().phase())
                .isNotEqualTo(before.status().phase());
        rig.lifecycle().unpause(id);
        rig.containers().rename("site", "web");
        assertThat(rig.containers().inspect(id)).isEqualTo(before);
    }

    @Test
    void doesNotFindTheEmptyName() {
        assertThatThrownBy(() -> rig.containers().inspect(""))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("no such id: \"\"");
    }

    @Test
    void listsRunningOnesNewestFirst() {
        String old = rig.run("sleep");
        rig.clock.advance(Duration.ofSeconds(1));
        String exited = rig.run("true");
        rig.clock.advance(Duration.ofSeconds(1));
        String young = rig.run("sleep");

        assertThat(ids(query(false, Map.of()))).containsExactly(young, old);
        assertThat(ids(query(true, Map.of()))).containsExactly(young, exited, old);
        assertThat(ids(new ContainerQuery(false, 2, "", "", Map.of()))).containsExactly(young, exited);
        assertThat(ids(new ContainerQuery(false, 0, old, "", Map.of()))).containsExactly(young, exited);
        assertThat(ids(new ContainerQuery(false, 0, "", young, Map.of()))).containsExactly(exited, old);
    }

    @Test
    void filtersByStateCodeAndName() {
        String running = rig.run("sleep");
        String failed = rig.run("exit", "2");
        String created = rig.create("web1", HostConfig.empty(), "true");

        assertThat(ids(query(false, Map.of("status", List.of("exited"))))).containsExactly(failed);
        assertThat(ids(query(false, Map.of("status", List.of("created"))))).containsExactly(created);
        assertThat(ids(query(true, Map.of("exited", List.of("2"))))).containsExactly(failed);
        assertThat(ids(query(true, Map.of("name", List.of("^/web[0-9]$"))))).containsExactly(created);
        assertThat(ids(query(true, Map.of("id", List.of(running))))).containsExactly(running);
        assertThat(ids(query(true, Map.of("bogus", List.of("x"))))).hasSize(3);
    }

    @Test
    void filtersByAncestor() {
        String base = rig.images.inspect("busybox").id();
        rig.images.add("child", base, ContainerConfig.empty());
        String id = rig.create("true");

        assertThat(ids(query(true, Map.of("ancestor", List.of("busybox"))))).containsExactly(id);
        assertThat(ids(query(true, Map.of("ancestor", List.of("child"))))).isEmpty();
        assertThat(ids(query(true, Map.of("ancestor", List.of("nosuch"))))).isEmpty();
    }

    @Test
    void refusesBadFilterValues() {
        assertThatThrownBy(() -> rig.containers().list(query(true, Map.of("status", List.of("nope")))))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageStartingWith("Unrecognised filter value for status");
        assertThatThrownBy(() -> rig.containers().list(query(true, Map.of("exited", List.of("x")))))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("strconv.ParseInt: parsing \"x\": invalid syntax");
    }

    @Test
    void namesAMovedImageById() {
        String id = rig.create("true");
        String image = rig.containers().inspect(id).imageId();

        rig.images.add("busybox", "", ContainerConfig.empty());

        assertThat(rig.containers().inspect(id).imageName()).isEqualTo(image);
    }

    @Test
    void renames() {
        String id = rig.create("old", HostConfig.empty(), "true");

        rig.containers().rename("old", "/new");

        assertThat(rig.containers().inspect("new").id()).isEqualTo(id);
        assertThatThrownBy(() -> rig.containers().inspect("old")).isInstanceOf(EngineException.NotFound.class);
        assertThat(rig.events().actions()).containsExactly("create", "rename");
    }

    @Test
    void refusesToRenameToATakenOrEmptyName() {
        rig.create("one", HostConfig.empty(), "true");
        rig.create("two", HostConfig.empty(), "true");

        assertThatThrownBy(() -> rig.containers().rename("one", "two"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessageStartingWith("Error when allocating new name: Conflict. The name \"two\"");
        assertThatThrownBy(() -> rig.containers().rename("one", ""))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Neither old nor new names may be empty");
    }

    @Test
    void waitsNotAtAllForWhatDoesNotRun() {
        String id = rig.run("exit", "4");

        assertThat(rig.lifecycle().exit(id, WaitCondition.NOT_RUNNING)).isCompletedWithValue(4);
        assertThat(rig.lifecycle().exit(id, WaitCondition.NEXT_EXIT)).isNotDone();
    }

    @Test
    void freesAWaiterThatGivesUp() {
        String id = rig.run("sleep");

        rig.lifecycle().exit(id, WaitCondition.NOT_RUNNING).cancel(true);

        assertThat(rig.table().get(id).exits().count()).isZero();
    }

    private List<String> ids(ContainerQuery query) {
        return rig.containers().list(query).stream().map(Container::id).toList();
    }

    private static ContainerQuery query(boolean all, Map<String, List<String>> filters) {
        return new ContainerQuery(all, 0, "", "", filters);
    }

    private static String firstSharedDigit(List<String> ids) {
        return ids.stream()
                .map(id -> id.substring(0, 1))
                .filter(digit -> ids.stream().filter(id -> id.startsWith(digit)).count() > 1)
                .findFirst()
                .orElseThrow();
    }
}
