package dev.wharf.engine.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.volume.Volume;
import dev.wharf.engine.api.volume.VolumeRequest;
import dev.wharf.engine.testing.FakeRegistry;
import dev.wharf.engine.testing.FakeVolumes;
import dev.wharf.engine.testing.InMemoryStore;
import dev.wharf.engine.testing.ManualClock;
import dev.wharf.engine.testing.RecordedEvents;
import dev.wharf.store.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineVolumeServiceTest {
    @TempDir
    Path root;

    private final InMemoryStore store = new InMemoryStore();
    private final FakeRegistry drivers = new FakeRegistry();
    private final RecordedEvents events = new RecordedEvents();
    private final Map<String, List<String>> users = new TreeMap<>();
    private FakeVolumes local;
    private VolumeTable table;
    private EngineVolumeService service;

    @BeforeEach
    void setUp() {
        local = new FakeVolumes(root.resolve("local"));
        drivers.volume().arrive("local", local);
        table = new VolumeTable(
                store, drivers, volume -> users.getOrDefault(volume, List.of()), events, new ManualClock());
        service = new EngineVolumeService(table);
    }

    private Volume create(String name, String driver) {
        return service.create(new VolumeRequest(name, driver, Map.of(), Map.of()));
    }

    private List<String> names(String filter, String... values) {
        return service.list(Map.of(filter, List.of(values))).stream()
                .map(Volume::name)
                .toList();
    }

    private void another() {
        drivers.volume().arrive("other", new FakeVolumes(root.resolve("other")));
    }

    @Test
    void aVolumeIsMadeByItsDriverAndRecorded() {
        Volume made = service.create(new VolumeRequest("data", "", Map.of("k", "v"), Map.of("l", "m")));

        assertThat(made.driver()).isEqualTo("local");
        assertThat(made.mountpoint()).isEqualTo(local.content("data").toString());
        assertThat(made.labels()).containsEntry("l", "m");
        assertThat(made.options()).containsEntry("k", "v");
        assertThat(made.scope()).isEqualTo("local");
        assertThat(made.created()).isPresent();
        assertThat(local.options("data")).containsEntry("k", "v");
        assertThat(service.inspect("data")).isEqualTo(made);
        assertThat(events.actions()).containsExactly("create");
        assertThat(events.all().get(0).attributes()).containsExactly(Map.entry("driver", "local"));
    }

    @Test
    void aVolumeWithoutANameHas64HexDigits() {
        assertThat(create("", "").name()).matches("[0-9a-f]{64}");
    }

    @Test
    void makingItAgainChangesNothing() {
        Volume first = create("data", "");

        Volume again = service.create(new VolumeRequest("data", "local", Map.of("bad", "x"), Map.of("x", "y")));

        assertThat(again).isEqualTo(first);
        assertThat(events.actions()).containsExactly("create");
    }

    @Test
    void anotherDriverCannotHaveTheName() {
        another();
        create("data", "other");

        assertThatThrownBy(() -> create("data", "local"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("A volume name data already exists with the other driver. Choose a different volume name.");
        assertThat(create("data", "").driver()).isEqualTo("other");
        assertThat(create("data", "").scope()).isEqualTo("global");
    }

    @Test
    void badRequestsLeaveNothing() {
        assertThatThrownBy(() -> create("a b", ""))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("create a b: \"a b\" includes invalid characters for a local volume name, only"
                        + " \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use"
                        + " absolute path");
        assertThatThrownBy(() -> create("a", ""))
                .hasMessage("create a: volume name is too short, names should be at least two alphanumeric characters");
        assertThatThrownBy(() -> create("data", "nosuch"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("create data: error looking up volume plugin nosuch: plugin \"nosuch\" not found");
        assertThatThrownBy(() -> service.create(new VolumeRequest("data", "", Map.of("bad", "x"), Map.of())))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("create data: invalid option: \"bad\"");
        assertThat(service.list(Map.of())).isEmpty();
        assertThat(store.size("volumes")).isZero();
    }

    @Test
    void aFullStoreLeavesNoVolume() {
        store.fill(true);

        assertThatThrownBy(() -> create("data", "")).isInstanceOf(EngineException.Internal.class);

        assertThat(local.list()).isEmpty();
    }

    @Test
    void whatADriverAloneKnowsIsListedAndInspected() throws Exception {
        Files.createDirectories(local.content("dropped"));

        assertThat(service.list(Map.of())).extracting(Volume::name).containsExactly("dropped");
        assertThat(service.inspect("dropped").driver()).isEqualTo("local");
        service.remove("dropped", false);
        assertThat(service.list(Map.of())).isEmpty();
    }

    @Test
    void aVolumeWhoseDriverIsAwayIsListedAndNotLost() {
        another();
        create("far", "other");
        drivers.volume().leave("other");

        assertThat(service.list(Map.of())).extracting(Volume::name).containsExactly("far");
        assertThat(service.inspect("far").mountpoint()).isEmpty();
        assertThatThrownBy(() -> service.remove("far", true)).isInstanceOf(EngineException.Unavailable.class);
        assertThat(create("far", "other").name()).isEqualTo("far");

        drivers.volume().arrive("other", new FakeVolumes(root.resolve("other")));
        assertThat(service.inspect("far").mountpoint()).isNotEmpty();
    }

    @Test
    void whatItsDriverHasLostIsForgottenByForceAndMadeAnew() throws Exception {
        create("lost", "");
        Files.delete(local.content("lost"));

        assertThat(service.list(Map.of())).isEmpty();
        assertThatThrownBy(() -> service.inspect("lost")).hasMessage("get lost: no such volume");
        assertThatThrownBy(() -> service.remove("lost", false)).isInstanceOf(EngineException.NotFound.class);
        service.remove("lost", true);
        service.remove("lost", true);
        assertThat(store.size("volumes")).isZero();
        assertThat(create("lost", "").name()).isEqualTo("lost");
    }

    @Test
    void aVolumeThatAContainerHasStays() {
        create("data", "");
        users.put("data", List.of("one", "two"));

        assertThatThrownBy(() -> service.remove("data", true))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("remove data: volume is in use - [one, two]");

        users.clear();
        service.remove("data", false);
        assertThat(service.list(Map.of())).isEmpty();
        assertThat(events.actions()).containsExactly("create", "destroy");
    }

    @Test
    void aContainerInTheMakingHasItsVolumes() {
        table.claim("one", new VolumeRequest("data", "", Map.of(), Map.of()), false);

        assertThatThrownBy(() -> service.remove("data", false)).hasMessageContaining("volume is in use - [one]");
        table.removeAnonymous("data");
        assertThat(names("dangling", "true")).isEmpty();

        table.release("one");
        assertThat(names("dangling", "true")).containsExactly("data");
        service.remove("data", false);
    }

    @Test
    void aVolumeSurvivesAPowerLossOnceItsClientIsAnswered() {
        create("data", "");
        assertThat(store.transactions()).contains(Durability.POWER_LOSS);
        store.transactions().clear();

        table.claim("one", new VolumeRequest("other", "", Map.of(), Map.of()), false); // stored with its container

        assertThat(store.transactions()).containsOnly(Durability.PROCESS_KILL);
    }

    @Test
    void onlyAnonymousVolumesGoWithTheirContainer() {
        create("named", "");
        String anonymous = create("", "").name();

        table.removeAnonymous("named");
        table.removeAnonymous(anonymous);

        assertThat(service.list(Map.of())).extracting(Volume::name).containsExactly("named");
    }

    @Test
    void filtersMustAllHold() {
        another();
        create("one", "");
        service.create(new VolumeRequest("two", "other", Map.of(), Map.of("a", "b", "c", "")));
        users.put("one", List.of("container"));

        assertThat(names("dangling", "true")).containsExactly("two");
        assertThat(names("dangling", "0")).containsExactly("one");
        assertThat(names("name", "tw", "nosuch")).containsExactly("two");
        assertThat(names("name", "^o.e$")).containsExactly("one");
        assertThat(names("driver", "other")).containsExactly("two");
        assertThat(names("label", "a=b", "c")).containsExactly("two");
        assertThat(names("label", "a=b", "d")).isEmpty();
        assertThat(service.list(Map.of("name", List.of("two"), "driver", List.of("local"))))
                .isEmpty();
    }

    @Test
    void badFiltersAreRefused() {
        assertThatThrownBy(() -> names("bogus", "true"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Invalid filter 'bogus'");
        assertThatThrownBy(() -> names("dangling", "perhaps")).isInstanceOf(EngineException.InvalidArgument.class);
        assertThatThrownBy(() -> names("dangling", "true", "false")).isInstanceOf(EngineException.Conflict.class);
    }
}
