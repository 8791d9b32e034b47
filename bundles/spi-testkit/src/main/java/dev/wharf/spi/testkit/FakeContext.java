package dev.wharf.spi.testkit;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;

/**
 * A world for a driver under test. Its clock stands still at {@link #NOW}.
 *
 * @param stateFolder exists
 * @param runFolder exists
 * @param executor for background work
 */
public record FakeContext(Path stateFolder, Path runFolder, Executor executor) implements DriverContext {
    /** What the clock shows; a time that a driver can only keep with all nanoseconds. */
    public static final Instant NOW = Instant.ofEpochSecond(1_600_000_000L, 123_456_789);

    /** Checks all parts. */
    public FakeContext {
        requireNonNull(stateFolder, "stateFolder");
        requireNonNull(runFolder, "runFolder");
        requireNonNull(executor, "executor");
    }

    /** A world in one folder, whose background work is done at once by the thread that asks for it. */
    public FakeContext(Path folder) {
        this(folder, Runnable::run);
    }

    /** A world in one folder. */
    public FakeContext(Path folder, Executor executor) {
        this(folder, folder, executor);
    }

    @Override
    public Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Override
    public String loggerName() {
        return "driver under test";
    }
}
