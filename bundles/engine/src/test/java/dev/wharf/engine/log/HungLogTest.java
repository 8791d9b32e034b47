package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log driver that does not come back from a write. */
@Timeout(60)
class HungLogTest {
    private static final int HUNG = 5;

    private final Path root;
    private final OutputsFixture fixture;
    private final MemoryLogDriver behind = new MemoryLogDriver();
    private final Hanging hanging = new Hanging(behind);
    private final List<OutputSpec> specs = new ArrayList<>();
    private final List<Fd> monitors = new ArrayList<>();

    HungLogTest(@TempDir Path root) {
        this.root = root;
        this.fixture = new OutputsFixture(root);
    }

    @BeforeEach
    void hang() throws IOException {
        fixture.drivers.arrive("hanging", hanging);
        for (int i = 0; i < HUNG; i++) {
            OutputSpec spec = spec(i);
            specs.add(spec);
            Stdio stdio = fixture.outputs.open(spec, () -> true);
            monitors.add(fixture.kernel.files().open(stdio.stdout().toString(), Flags.O_RDONLY | Flags.O_NONBLOCK, 0));
            OutputsFixture.write(stdio.stdout(), "hello\n");
        }
    }

    @AfterEach
    void goOn() {
        hanging.goOn.countDown();
        specs.forEach(spec -> fixture.outputs.remove(spec.id()));
        monitors.forEach(Fd::close);
        fixture.close();
    }

    @Test
    void logsOfOtherContainersAreWritten() throws IOException {
        Stdio stdio = fixture.start();

        OutputsFixture.write(stdio.stdout(), "one\n");
        OutputsFixture.await(() -> fixture.log().contains("1one"));
        OutputsFixture.write(stdio.stdout(), "two\n");

        OutputsFixture.await(() -> fixture.log().contains("1two"));
        assertThat(hanging.inside).hasPositiveValue();
    }

    @Test
    void itsContainerEndsAndIsRemovedInTime() {
        OutputSpec spec = specs.get(0);
        OutputsFixture.await(() -> hanging.inside.get() == HUNG);
        long start = System.nanoTime();

        fixture.outputs.finish(spec.id());
        fixture.outputs.remove(spec.id());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void nothingIsLostOrDoubledWhenItGoesOnAfterTheEnd() {
        OutputSpec spec = specs.get(0);
        OutputsFixture.await(() -> hanging.inside.get() == HUNG);
        fixture.outputs.finish(spec.id());
        assertThatThrownBy(() -> fixture.outputs.open(spec, () -> true))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("log driver \"hanging\" does not answer for container " + spec.id());

        hanging.goOn.countDown();

        OutputsFixture.await(() -> behind.lines(spec.target()).equals(List.of("1hello")));
        OutputsFixture.await(() -> !Files.exists(spec.target().folder().resolve("spool-state")));
        fixture.outputs.open(spec, () -> true);
        assertThat(behind.lines(spec.target())).containsExactly("1hello");
    }

    private OutputSpec spec(int number) throws IOException {
        String id = OutputsFixture.ID.substring(1) + number;
        Path folder = Files.createDirectories(root.resolve("containers").resolve(id));
        LogTarget target = new LogTarget(id, "web" + number, "busybox", Map.of(), Map.of(), folder);
        return new OutputSpec(target, false, false, false, "hanging", Map.of());
    }

    /** Waits in each write until it may go on. */
    private static final class Hanging implements LogDriver {
        private final LogDriver behind;
        private final AtomicInteger inside = new AtomicInteger();
        private final CountDownLatch goOn = new CountDownLatch(1);

        Hanging(LogDriver behind) {
            this.behind = behind;
        }

        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            LogSink sink = behind.open(target, options);
            return new LogSink() {
                @Override
                public void write(List<LogRecord> records) {
                    inside.incrementAndGet();
                    awaitEnd();
                    inside.decrementAndGet();
                    sink.write(records);
                }

                @Override
                public long position() {
                    return sink.position();
                }

                @Override
                public void rewind(long position) {
                    sink.rewind(position);
                }

                @Override
                public void close() {
                    sink.close();
                }
            };
        }

        private void awaitEnd() {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
