package dev.wharf.engine.spec;

import dev.wharf.engine.api.DaemonSettings;
import java.util.function.Supplier;

/** What the daemon gives to containers at each start, by the settings that hold then. Thread-safe. */
public final class FollowedDefaults implements Supplier<LaunchDefaults> {
    private final Supplier<DaemonSettings> settings;
    private volatile Read last;

    /** Reads the settings. */
    public FollowedDefaults(Supplier<DaemonSettings> settings) {
        this.settings = settings;
        last = Read.of(settings.get());
    }

    /** The defaults; they are read again when the settings have changed. */
    @Override
    public LaunchDefaults get() {
        DaemonSettings now = settings.get();
        Read read = last;
        if (!read.from().equals(now)) {
            read = Read.of(now);
            last = read;
        }
        return read.defaults();
    }

    private record Read(DaemonSettings from, LaunchDefaults defaults) {
        static Read of(DaemonSettings settings) {
            return new Read(settings, LaunchDefaults.of(settings));
        }
    }
}
