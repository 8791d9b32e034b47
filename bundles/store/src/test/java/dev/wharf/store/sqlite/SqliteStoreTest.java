package dev.wharf.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest {
    @TempDir
    Path folder;

    private SqliteStore store;
    private RecordSet<Sample> samples;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder.resolve("root"), Clock.systemUTC());
        samples = store.open(Sample.TYPE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        open();
    }

    @Test
    void everyPartOfARecordComesBack() {
        Sample sample = Sample.of("a", "busybox");

        samples.put("a", sample);
        reopen();

        assertThat(samples.find("a")).contains(sample);
    }

    @Test
    void theTextIsReadableByAPerson() {
        samples.put("a", Sample.of("a", "busybox"));

        String json = store.query("SELECT json FROM samples", List.of()).get(0).get(0);

        assertThat(json)
                .contains("\"name\":\"a\"", "\"created\":\"2026-01-02T03:04:05.123456789Z\"", "\"timeout\":\"PT1.5S\"")
                .contains("\"shape\":{\"case\":\"Circle\",\"radius\":3}")
                .doesNotContain("large");
    }

    @Test
    void aCaseWithoutPartsComesBack() {
        var sample = RecordType.of("shapes", Holder.class);
        RecordSet<Holder> shapes = store.open(sample);

        shapes.put("a", new Holder(new Sample.Nothing()));

        assertThat(shapes.find("a")).contains(new Holder(new Sample.Nothing()));
    }

    record Holder(Sample.Shape shape) {}

    @Test
    void aKeyThatIsNotThereIsEmpty() {
        assertThat(samples.find("a")).isEmpty();
    }

    @Test
    void allComeInTheOrderOfTheirKeys() {
        List.of("c", "a", "b").forEach(key -> samples.put(key, Sample.of(key, "busybox")));

        assertThat(samples.all()).extracting(RecordSet.Entry::key).containsExactly("a", "b", "c");
    }

    @Test
    void anIndexFollowsTheRecord() {
        samples.put("a", Sample.of("a", "busybox"));
        samples.put("b", Sample.of("b", "busybox"));
        samples.put("b", Sample.of("b", "alpine"));

        assertThat(samples.by("image", "busybox"))
                .extracting(RecordSet.Entry::key)
                .containsExactly("a");
        assertThat(samples.by("image", "alpine"))
                .extracting(RecordSet.Entry::key)
                .containsExactly("b");
    }

    @Test
    void anIndexThatIsNewIsFilled() {
        samples.put("a", Sample.of("a", "busybox"));

        RecordSet<Sample> again = store.open(Sample.TYPE.indexed("byName", Sample::name));

        assertThat(again.by("byName", "a")).hasSize(1);
    }

    @Test
    void anUnknownIndexIsRefused() {
        assertThatThrownBy(() -> samples.by("colour", "RED")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void removingWhatIsNotThereSucceeds() {
        samples.put("a", Sample.of("a", "busybox"));

        samples.remove("a");
        samples.remove("a");

        assertThat(samples.all()).isEmpty();
    }

    @Test
    void aTransactionIsSeenByItselfAndThenByAll() throws Exception {
        store.transaction(Durability.POWER_LOSS, () -> {
            samples.put("a", Sample.of("a", "busybox"));
            assertThat(samples.find("a")).isPresent();
            assertThat(elsewhere(() -> samples.find("a"))).isEmpty();
        });

        assertThat(elsewhere(() -> samples.find("a"))).isPresent();
    }

    private static <T> T elsewhere(java.util.function.Supplier<T> work) {
        return CompletableFuture.supplyAsync(work)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void workThatThrowsIsRolledBack() {
        samples.put("kept", Sample.of("kept", "busybox"));

        assertThatThrownBy(() -> store.transaction(Durability.POWER_LOSS, () -> {
                    samples.put("a", Sample.of("a", "busybox"));
                    samples.remove("kept");
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("on purpose");

        assertThat(samples.all()).extracting(RecordSet.Entry::key).containsExactly("kept");
    }

    @Test
    void aNestedCallJoinsTheOuterOne() {
        assertThatThrownBy(() -> store.transaction(Durability.PROCESS_KILL, () -> {
                    store.transaction(Durability.POWER_LOSS, () -> samples.put("a", Sample.of("a", "busybox")));
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(samples.all()).isEmpty();
    }

    @Test
    void aNestedCallThatFailsTakesItsOwnChangesBack() {
        store.transaction(Durability.PROCESS_KILL, () -> {
            samples.put("outer", Sample.of("outer", "busybox"));
            assertThatThrownBy(() -> store.transaction(Durability.POWER_LOSS, () -> {
                        samples.put("inner", Sample.of("inner", "busybox"));
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
        });

        assertThat(samples.all()).extracting(RecordSet.Entry::key).containsExactly("outer");
    }

    @Test
    void theResultOfTheWorkIsReturned() {
        Optional<Sample> found = store.transaction(Durability.PROCESS_KILL, () -> samples.find("a"));

        assertThat(found).isEmpty();
    }

    @Test
    void aBrokenRecordIsSetAsideAndTheOthersStay() {
        samples.put("a", Sample.of("a", "busybox"));
        samples.put("b", Sample.of("b", "busybox"));
        store.change("UPDATE samples SET json = '{\"name\":' WHERE key = ?", List.of("a"));

        assertThat(samples.all()).extracting(RecordSet.Entry::key).containsExactly("b");

        assertThat(samples.find("a")).isEmpty();
        assertThat(store.query("SELECT record_set, key, json FROM broken", List.of()))
                .containsExactly(List.of("samples", "a", "{\"name\":"));
    }

    @Test
    void aBrokenRecordIsSetAsideWithinATransactionToo() {
        samples.put("a", Sample.of("a", "busybox"));
        store.change("UPDATE samples SET json = '[]' WHERE key = ?", List.of("a"));

        store.transaction(
                Durability.PROCESS_KILL, () -> assertThat(samples.find("a")).isEmpty());

        assertThat(store.query("SELECT key FROM broken", List.of())).hasSize(1);
        assertThat(store.setAside()).hasSize(1).first().satisfies(record -> {
            assertThat(record.set()).isEqualTo("samples");
            assertThat(record.key()).isEqualTo("a");
            assertThat(record.reason()).isNotEmpty();
        });
    }

    @Test
    void keysOfAnotherReleaseAreIgnoredAndMissingCollectionsAreEmpty() {
        samples.put("a", Sample.of("a", "busybox"));
        store.change("UPDATE samples SET json = '{\"name\":\"x\",\"future\":[1,{}]}' WHERE key = ?", List.of("a"));

        Sample found = samples.find("a").orElseThrow();

        assertThat(found.name()).isEqualTo("x");
        assertThat(found.parts()).isEmpty();
        assertThat(found.comment()).isEmpty();
        assertThat(found.limit()).isEmpty();
    }

    @Test
    void openingASetAgainGivesTheSameView() {
        assertThat(store.open(Sample.TYPE)).isEqualTo(samples);
    }

    @Test
    void aStoreOfANewerReleaseIsRefused() {
        store.writer().run("PRAGMA user_version = 99");
        store.close();

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("made by a newer release");
        store.close();
    }

    @Test
    void theFilesAreForRootAlone() throws Exception {
        Path root = folder.resolve("root");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx--x---");
        for (String file : List.of("wharf.db", "wharf.db-wal")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void afterCloseCallsFail() {
        store.close();

        assertThatThrownBy(() -> samples.find("a")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> samples.remove("a")).isInstanceOf(StoreException.class);
    }

    @Test
    void threadsTakeTurns() {
        List<CompletableFuture<Void>> writers = java.util.stream.IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 25; i++) {
                        String key = writer + "-" + i;
                        samples.put(key, Sample.of(key, "busybox"));
                        assertThat(samples.find(key)).isPresent();
                    }
                }))
                .toList();

        writers.forEach(CompletableFuture::join);

        assertThat(samples.all()).hasSize(200);
    }
}
