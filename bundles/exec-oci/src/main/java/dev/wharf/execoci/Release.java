package dev.wharf.execoci;

import dev.wharf.execoci.launch.MonitoredProcess;
import dev.wharf.execoci.launch.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the first process of a container go, and waits until it is no longer the runtime's: the runtime returns a moment
 * before the command is executed, and a signal in that moment would reach the wrong program.
 */
final class Release {
    private static final Duration PAUSE = Duration.ofNanos(200_000);
    private static final int ROUNDS = 10_000;

    private final Host host;
    private final RunFolder folder;
    private final MonitoredProcess process;

    Release(Host host, RunFolder folder, MonitoredProcess process) {
        this.host = host;
        this.folder = folder;
        this.process = process;
    }

    void run(String id) {
        Optional<String> before = program();
        host.runtime().run(folder, "start", id);
        for (int round = 0; round < ROUNDS && before.isPresent() && before.equals(program()); round++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What the process executes; empty once it has ended. */
    private Optional<String> program() {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/exe"))
                    .toString());
        } catch (IOException ignored) {
            return Optional.empty(); // it has ended
        }
    }
}
