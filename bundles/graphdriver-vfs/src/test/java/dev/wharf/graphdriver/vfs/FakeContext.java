package dev.wharf.graphdriver.vfs;

import dev.wharf.spi.DriverContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;

/** A context whose clock stands still and whose background work is done at once. */
record FakeContext(Path stateFolder, Executor executor) implements DriverContext {
    static final Instant NOW = Instant.ofEpochSecond(1_600_000_000L, 123_456_789);

    FakeContext(Path stateFolder) {
        this(stateFolder, Runnable::run);
    }

    @Override
    public Path runFolder() {
        return stateFolder;
    }

    @Override
    public Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Override
    public String loggerName() {
        return "test";
    }
}
