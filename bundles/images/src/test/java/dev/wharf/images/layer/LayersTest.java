package dev.wharf.images.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.FakeDrivers;
import dev.wharf.images.testing.Fixture;
import dev.wharf.images.testing.Tar;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
    private static final byte[] BASE = new Tar().file("etc/a", "aaa").bytes();
    private static final byte[] TOP = new Tar().file("etc/b", "bb").bytes();

    @TempDir
    private Path folder = Path.of("");

    private final Set<String> used = new HashSet<>();
    private Fixture fixture = Fixture.in(Path.of(""));
    private Layers layers = layers();

    @BeforeEach
    void open() {
        fixture = Fixture.in(folder);
        layers = layers();
    }

    @Test
    void aLayerLiesUnderItsChainId() {
        try (LayerSession session = session()) {
            AppliedLayer base = session.apply(Optional.empty(), content(BASE));
            AppliedLayer top = session.apply(Optional.of(base.chain()), Digest.of(TOP), content(TOP));

            assertThat(base.chain()).isEqualTo(Digest.of(BASE));
            assertThat(base.contentBytes()).isEqualTo(3);
            assertThat(top.chain()).isEqualTo(Digest.chain(Optional.of(base.chain()), Digest.of(TOP)));
            assertThat(fixture.driver().layers())
                    .contains(base.chain().hex(), top.chain().hex());
        }
    }

    @Test
    void aLayerThatIsThereIsNotReadAgain() {
        try (LayerSession session = session()) {
            session.apply(Optional.empty(), Digest.of(BASE), content(BASE));
            session.apply(Optional.empty(), Digest.of(BASE), () -> {
                throw new AssertionError("opened");
            });

            assertThat(fixture.unpacking().count()).isEqualTo(1);
        }
    }

    @Test
    void anotherDigestThanPromisedLeavesNothing() {
        try (LayerSession session = session()) {
            assertThatThrownBy(() -> session.apply(Optional.empty(), Digest.of(TOP), content(BASE)))
                    .isInstanceOf(InvalidArgument.class)
                    .hasMessageContaining("invalid diffID");
        }

        assertNothingIsLeft();
    }

    @Test
    void aBadTarLeavesNothing() {
        byte[] cut = new byte[514];
        System.arraycopy(BASE, 0, cut, 0, cut.length);
        try (LayerSession session = session()) {
            assertThatThrownBy(() -> session.apply(Optional.empty(), content(new byte[] {1, 2, 3})))
                    .isInstanceOf(InvalidArgument.class);
            assertThatThrownBy(() -> session.apply(Optional.empty(), content(cut)))
                    .isInstanceOf(InvalidArgument.class);
        }

        assertNothingIsLeft();
    }

    @Test
    void layersThatNoImageGotAreRemovedWithTheSession() {
        try (LayerSession session = session()) {
            AppliedLayer base = session.apply(Optional.empty(), content(BASE));
            session.apply(Optional.of(base.chain()), content(TOP));
            used.add(base.chain().hex());
        }

        assertThat(fixture.driver().layers()).containsExactly(Digest.of(BASE).hex());
    }

    @Test
    void ofTwoLoadsOfOneLayerOneUnpacks() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            var start = new CountDownLatch(1);
            List<Callable<AppliedLayer>> loads = new ArrayList<>();
            List<LayerSession> sessions = new ArrayList<>();
            for (int index = 0; index < threads; index++) {
                LayerSession session = session();
                sessions.add(session);
                loads.add(() -> {
                    start.await();
                    return session.apply(Optional.empty(), Digest.of(BASE), content(BASE));
                });
            }
            List<Future<AppliedLayer>> answers = new ArrayList<>();
            loads.forEach(load -> answers.add(executor.submit(load)));
            start.countDown();
            for (Future<AppliedLayer> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS).chain()).isEqualTo(Digest.of(BASE));
            }

            assertThat(fixture.unpacking().count()).isEqualTo(1);
            assertThat(fixture.driver().commits()).isEqualTo(1);
            sessions.forEach(LayerSession::close);
            assertNothingIsLeft();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aLayerUnderAContainerStaysUntilTheContainerIsGone() {
        Digest chain = kept(BASE);
        LayerId init = layers.init(FakeDrivers.NAME, List.of(chain));
        var container = new SnapshotKey("container");
        fixture.driver().prepare(container, Optional.of(init));
        used.clear();

        layers.collect(FakeDrivers.NAME);
        assertThat(fixture.driver().layers()).containsExactly(chain.hex(), init.value());

        fixture.driver().remove(container);
        layers.collect(FakeDrivers.NAME);
        assertThat(fixture.driver().layers()).isEmpty();
    }

    @Test
    void theInitLayerIsMadeOnceAndFoundAgainAfterARestart() {
        Digest chain = kept(BASE);

        LayerId first = layers.init(FakeDrivers.NAME, List.of(chain));
        LayerId second = layers.init(FakeDrivers.NAME, List.of(chain));
        layers = layers();
        LayerId third = layers.init(FakeDrivers.NAME, List.of(chain));

        assertThat(first.value()).isEqualTo(chain.hex() + "-init");
        assertThat(List.of(second, third)).containsOnly(first);
        assertThat(fixture.driver().commits()).isEqualTo(2);
    }

    @Test
    void aSweepRemovesWhatACrashLeft() {
        Digest chain = kept(BASE);
        LayerId init = layers.init(FakeDrivers.NAME, List.of(chain));
        String lost = Digest.of(new byte[] {1}).hex();
        fixture.driver().prepare(new SnapshotKey("unpack-0123"), Optional.empty());
        fixture.driver().prepare(new SnapshotKey("container"), Optional.of(init));
        fixture.driver().prepare(new SnapshotKey("a"), Optional.empty());
        fixture.driver().commit(new LayerId(lost), new SnapshotKey("a"));
        fixture.driver().prepare(new SnapshotKey("b"), Optional.of(new LayerId(lost)));
        fixture.driver().commit(new LayerId(lost + "-init"), new SnapshotKey("b"));
        layers = layers();

        layers.sweep(FakeDrivers.NAME);

        assertThat(fixture.driver().layers()).containsExactly(chain.hex(), init.value());
        assertThat(fixture.driver().keys()).containsExactly("container");
    }

    @Test
    void aSweepForgetsLayersThatTheDriverLost() {
        Digest chain = kept(BASE);
        fixture.driver().remove(new LayerId(chain.hex()));

        layers.sweep(FakeDrivers.NAME);

        assertThat(fixture.store().size("image_layers")).isZero();
        assertThat(kept(BASE)).isEqualTo(chain);
        assertThat(fixture.driver().layers()).containsExactly(chain.hex());
    }

    @Test
    void aLayerWithoutARecordIsTakenOver() {
        Digest chain = kept(BASE);
        fixture.store().lose("image_layers", FakeDrivers.NAME + '/' + chain.hex());
        layers = layers();

        assertThat(kept(BASE)).isEqualTo(chain);
        assertThat(fixture.store().size("image_layers")).isEqualTo(1);
        assertThat(fixture.driver().keys()).isEmpty();
    }

    private Digest kept(byte[] tar) {
        try (LayerSession session = session()) {
            Digest chain = session.apply(Optional.empty(), content(tar)).chain();
            used.add(chain.hex());
            return chain;
        }
    }

    private void assertNothingIsLeft() {
        assertThat(fixture.driver().keys()).isEmpty();
        assertThat(fixture.driver().layers()).isEmpty();
        assertThat(fixture.store().size("image_layers")).isZero();
        assertThat(fixture.recipes()).isEmpty();
    }

    private LayerSession session() {
        return layers.session(FakeDrivers.NAME);
    }

    private Layers layers() {
        return fixture.layers(chain -> used.contains(chain) ? Set.of(new Stack(FakeDrivers.NAME, chain)) : Set.of());
    }

    private static LayerContent content(byte[] tar) {
        return () -> new ByteArrayInputStream(tar);
    }
}
