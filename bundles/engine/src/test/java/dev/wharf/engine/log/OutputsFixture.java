package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventSubscription;
import dev.wharf.engine.event.EventBus;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.log.LogTarget;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** A daemon's streams under a temporary folder, and the container's ends of the FIFOs. */
final class OutputsFixture implements OutputOwners, AutoCloseable {
    static final String ID = "4fa6e0f0c678".repeat(5) + "abcd";

    final Kernel kernel = Linux.kernel();
    final FakeDrivers drivers = new FakeDrivers();
    final MemoryLogDriver driver = new MemoryLogDriver();
    final EventBus events = new EventBus();
    final EventSubscription heard = events.subscribe(new EventQuery(Optional.empty(), Optional.empty(), Map.of()));
    final AtomicBoolean running = new AtomicBoolean();
    final AtomicBoolean restarting = new AtomicBoolean();
    final AtomicBoolean paused = new AtomicBoolean();
    final OutputSpec spec;
    SpooledOutputs outputs;
    OutputStreams streams;
    private final Path execRoot;
    private final List<Fd> monitor = new ArrayList<>();

    OutputsFixture(Path root, boolean terminal, boolean stdinOnce, String logDriver) {
        try {
            Path folder = Files.createDirectories(root.resolve("containers").resolve(ID));
            LogTarget target = new LogTarget(ID, "web", "busybox", Map.of(), Map.of(), folder);
            spec = new OutputSpec(target, terminal, true, stdinOnce, logDriver, Map.of());
            execRoot = Files.createDirectories(root.resolve("run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drivers.arrive("memory", driver);
        drivers.arrive("none", new NothingDriver());
        outputs = daemon();
        streams = new OutputStreams(outputs, this, events);
    }

    OutputsFixture(Path root) {
        this(root, false, true, "memory");
    }

    private SpooledOutputs daemon() {
        return new SpooledOutputs(drivers, kernel, execRoot, Clock.systemUTC());
    }

    /** Starts a run, with a monitor that holds the ends which must not be lost. */
    Stdio start(BooleanSupplier closeStdin) {
        Stdio stdio = outputs.open(spec, closeStdin);
        monitor.add(kernel.files().open(stdio.stdout().toString(), Flags.O_RDONLY | Flags.O_NONBLOCK, 0));
        stdio.stderr()
                .ifPresent(path ->
                        monitor.add(kernel.files().open(path.toString(), Flags.O_RDONLY | Flags.O_NONBLOCK, 0)));
        running.set(true);
        return stdio;
    }

    Stdio start() {
        return start(() -> true);
    }

    /** Ends the run. */
    void end() {
        running.set(false);
        outputs.finish(ID);
    }

    /** A new daemon in place of the old one. */
    void restartDaemon() {
        outputs.stop();
        outputs = daemon();
        streams = new OutputStreams(outputs, this, events);
    }

    /** Waits for something that other threads bring about; the time limit of the test interrupts a wait in vain. */
    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }

    /** Writes as the container does: blocking. */
    static OutputStream writer(Path fifo) throws IOException {
        return new FileOutputStream(fifo.toFile());
    }

    static void write(Path fifo, String text) throws IOException {
        try (OutputStream out = writer(fifo)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    List<String> log() {
        return driver.lines(spec.target());
    }

    @Override
    public OutputSpec outputs(String container) {
        return spec;
    }

    @Override
    public boolean goesOn(String containerId) {
        return running.get() || restarting.get();
    }

    @Override
    public boolean isPaused(String containerId) {
        return paused.get();
    }

    @Override
    public void close() {
        outputs.remove(ID);
        outputs.stop();
        monitor.forEach(Fd::close);
    }
}
