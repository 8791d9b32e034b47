package dev.wharf.graphdriver.aufs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.snapshots.Snapshot;
import dev.wharf.snapshots.SnapshotPlace;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AufsMountsTest {
    private static final Path STATE = Path.of("/var/lib/wharf/graph/aufs");
    private static final Path RUN = Path.of("/run/wharf/graph/aufs");
    private static final LayerId LAYER = new LayerId("layer");
    private static final long LARGEST = 999_999_999_999_999_999L;

    private final AufsMounts mounts = new AufsMounts(STATE, RUN, true, 127);

    @Test
    void theWritableBranchLiesOnTheLayersFromTheTopToTheBase() {
        assertThat(mounts.of(snapshot(Kind.ACTIVE, 3), layers(2)))
                .containsExactly(mount(
                        "br:diff/3.2=rw:diff/2.1=ro+wh:diff/1.0=ro+wh",
                        "dio",
                        "noplink",
                        "xino=/run/wharf/graph/aufs/3.2.xino",
                        "dirperm1"));
    }

    @Test
    void withoutLayersTheWritableBranchIsTheOnlyOne() {
        assertThat(options(snapshot(Kind.ACTIVE, 1), List.of())).startsWith("br:diff/1.0=rw,");
    }

    @Test
    void aViewHasNoWritableBranch() {
        assertThat(options(snapshot(Kind.VIEW, 3), layers(2))).startsWith("ro,br:diff/2.1=ro+wh:diff/1.0=ro+wh,");
    }

    @Test
    void anOldAufsIsNotToldOfDirperm1() {
        var old = new AufsMounts(STATE, RUN, false, 127);

        assertThat(old.of(snapshot(Kind.ACTIVE, 1), List.of()).get(0).has("dirperm1"))
                .isFalse();
    }

    @Test
    void branchesThatDoNotFitIntoTheFirstCallAreAppendedInTheirOrder() {
        List<Mount> described = mounts.of(snapshot(Kind.ACTIVE, 127), layers(126));

        assertThat(described).hasSize(2);
        assertThat(described.get(1).options())
                .startsWith("remount", "append:diff/63.62=ro+wh", "append:diff/62.61=ro+wh");
        assertThat(branches(described))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 127)
                        .map(each -> 128 - each)
                        .mapToObj(each -> "diff/" + each + "." + (each - 1))
                        .toList());
    }

    @Test
    void eachCallForAViewIsReadOnly() {
        assertThat(mounts.of(snapshot(Kind.VIEW, 127), layers(126))).hasSize(2).allMatch(each -> each.has("ro"));
    }

    @Test
    void noCallHasMoreThanAPageOfOptions() {
        Path far = RUN.resolve("x".repeat(3000));
        var narrow = new AufsMounts(STATE, far, true, 127);

        List<Mount> described = narrow.of(snapshot(Kind.ACTIVE, LARGEST), layers(LARGEST - 1, 126));

        assertThat(described).hasSizeGreaterThan(2).allSatisfy(each -> assertThat(String.join(",", each.options()))
                .hasSizeLessThan(4096 + "remount,".length()));
        assertThat(branches(described)).hasSize(127).doesNotHaveDuplicates();
    }

    @Test
    void noCallHasMoreOptionsThanAufsTakes() {
        var wide = new AufsMounts(STATE, RUN, true, 511);

        assertThat(wide.of(snapshot(Kind.ACTIVE, 511), layers(510)))
                .allSatisfy(each -> assertThat(branches(List.of(each))).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void aPathThatLeavesNoRoomIsRefused() {
        var narrow = new AufsMounts(STATE, RUN.resolve("x".repeat(4050)), true, 127);

        assertThatThrownBy(() -> narrow.of(snapshot(Kind.ACTIVE, 1), List.of()))
                .hasMessage("the options of the mount leave no room for a branch");
    }

    @Test
    void moreBranchesThanTheKernelTakesAreRefused() {
        mounts.checkDepth(Kind.ACTIVE, layers(126));
        mounts.checkDepth(Kind.VIEW, layers(127));

        assertThatThrownBy(() -> mounts.checkDepth(Kind.ACTIVE, layers(127)))
                .hasMessage("AUFS of this kernel lays at most 127 branches over each other: 127 layers are too many");
        assertThatThrownBy(() -> mounts.checkDepth(Kind.VIEW, layers(128))).hasMessageContaining("128 layers");
    }

    private static Mount mount(String... options) {
        return new Mount("aufs", "none", List.of(options), Optional.of(STATE));
    }

    private String options(Snapshot snapshot, List<Snapshot> lowers) {
        return String.join(",", mounts.of(snapshot, lowers).get(0).options());
    }

    private static List<String> branches(List<Mount> described) {
        List<String> branches = new ArrayList<>();
        for (Mount mount : described) {
            mount.options().stream()
                    .filter(each -> each.startsWith("br:") || each.startsWith("append:"))
                    .flatMap(each ->
                            List.of(each.substring(each.indexOf(':') + 1).split(":")).stream())
                    .map(each -> each.substring(0, each.indexOf('=')))
                    .forEach(branches::add);
        }
        return branches;
    }

    private static Snapshot snapshot(Kind kind, long number) {
        var info = new SnapshotInfo(new SnapshotKey("key"), kind, Optional.of(LAYER), Instant.EPOCH);
        return new Snapshot(info, new SnapshotPlace(number, number - 1));
    }

    private static List<Snapshot> layers(int count) {
        return layers(count, count);
    }

    private static List<Snapshot> layers(long top, int count) {
        return LongStream.range(0, count)
                .mapToObj(each -> snapshot(Kind.ACTIVE, top - each).committed(LAYER, Instant.EPOCH))
                .toList();
    }
}
