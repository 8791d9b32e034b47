package dev.wharf.engine.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.testing.FakeRootMounter;
import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootTableTest {
    private static final RootContent CONTENT = new RootContent(List.of(), Optional.empty(), List.of(), false);
    private static final Duration AT_ONCE = Duration.ZERO;

    @TempDir
    Path folder;

    private FakeRootMounter mounter;
    private RootTable table;

    @BeforeEach
    void setUp() {
        mounter = new FakeRootMounter(folder);
        table = new RootTable(mounter, Duration.ZERO);
    }

    @Test
    void twoShareOneMountAndTheLastOneEndsIt() {
        SharedRoot one = table.mount("a", CONTENT);
        SharedRoot other = table.mount("a", CONTENT);
        assertThat(mounter.diary()).containsExactly("mount");

        one.close();
        one.close();
        assertThat(mounter.mounted()).containsExactly("a");

        other.close();
        assertThat(mounter.diary()).containsExactly("mount", "unmount");
        assertThat(table.isUsed("a")).isFalse();
    }

    @Test
    void aMountEndsBeforeOtherUses() {
        RootUse reader = table.use("a");

        table.mount("a", CONTENT).close();

        assertThat(mounter.mounted()).isEmpty();
        assertThat(table.isUsed("a")).isTrue();
        reader.close();
        assertThat(table.isUsed("a")).isFalse();
    }

    @Test
    void onlyWhatIsMountedIsShared() {
        assertThat(table.share("a")).isEmpty();
        RootUse use = table.use("a");
        assertThat(table.share("a")).isEmpty();

        SharedRoot mounted = table.mount("a", CONTENT);
        SharedRoot shared = table.share("a").orElseThrow();
        mounted.close();

        assertThat(mounter.mounted()).containsExactly("a");
        shared.close();
        use.close();
        assertThat(table.isUsed("a")).isFalse();
        assertThat(mounter.mounted()).isEmpty();
    }

    @Test
    void aFailedMountLeavesNoUse() {
        RootTable failing = new RootTable(
                new RootMounter() {
                    @Override
                    public MountedRoot mount(String id, RootContent content) {
                        throw new LinuxException(Errno.ENOENT, "mount");
                    }

                    @Override
                    public void sweep() {}
                },
                Duration.ZERO);

        assertThatThrownBy(() -> failing.mount("a", CONTENT)).isInstanceOf(EngineException.Internal.class);

        assertThat(failing.isUsed("a")).isFalse();
    }

    @Test
    void whoWaitsIsToldWhenTheLastUserHasGone() throws Exception {
        RootUse use = table.use("a");
        assertThat(table.awaitUnused("a", AT_ONCE)).isFalse();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> unused = other.submit(() -> table.awaitUnused("a", Duration.ofSeconds(30)));
            use.close();
            assertThat(unused.get()).isTrue();
        } finally {
            other.shutdown();
        }
        assertThat(table.awaitUnused("a", AT_ONCE)).isTrue();
    }

    @Test
    void aMountStaysForAWhileAndIsSharedOrTakenAway() {
        RootTable lingering = new RootTable(mounter, Duration.ofHours(1));
        lingering.mount("a", CONTENT).close();
        assertThat(mounter.mounted()).containsExactly("a");
        assertThat(lingering.isUsed("a")).isFalse();
        assertThat(lingering.awaitUnused("a", AT_ONCE)).isTrue();

        lingering.share("a").orElseThrow().close();
        lingering.mount("a", CONTENT).close();
        assertThat(mounter.diary()).containsExactly("mount");

        lingering.unmount("a");
        assertThat(mounter.mounted()).isEmpty();
        assertThat(lingering.share("a")).isEmpty();
        lingering.close();
    }

    @Test
    void nothingStaysMountedAtTheEnd() {
        RootTable lingering = new RootTable(mounter, Duration.ofHours(1));
        lingering.mount("idle", CONTENT).close();
        SharedRoot used = lingering.mount("used", CONTENT);

        lingering.close();

        assertThat(mounter.mounted()).isEmpty();
        used.close();
    }

    @Test
    void manyComeAndGoAtOnce() throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Boolean>> ends = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(user -> users.submit(() -> {
                        start.await();
                        for (int i = 0; i < 500; i++) {
                            table.mount("a", CONTENT).close();
                            table.share("a").ifPresent(SharedRoot::close);
                        }
                        return true;
                    }))
                    .toList();
            start.countDown();
            for (Future<Boolean> end : ends) {
                assertThat(end.get()).isTrue();
            }
        } finally {
            users.shutdown();
        }
        assertThat(mounter.mounted()).isEmpty();
        assertThat(table.isUsed("a")).isFalse();
    }
}
