package dev.wharf.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The monitor that exec-native keeps for the next launch: with it a daemon that rests is as it always is. */
public final class WaitingMonitor {
    private static final Duration SOON = Duration.ofSeconds(30);

    private WaitingMonitor() {}

    /** Waits until one waits. */
    public static void await(WharfDaemon daemon) {
        Path lock = daemon.execRoot().resolve("exec/native/waiting/next/lock");
        Await.until("a monitor that waits", SOON, () -> Files.exists(lock));
    }
}
