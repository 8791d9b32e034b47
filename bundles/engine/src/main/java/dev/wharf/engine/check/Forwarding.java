package dev.wharf.engine.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether the host forwards packets, without which containers reach nobody but their neighbours. It may change any time. */
public final class Forwarding {
    /** Docker 20.10, daemon/daemon_unix.go, verifyPlatformContainerSettings. */
    private static final String WARNING = "IPv4 forwarding is disabled. Networking will not work.";

    private final Path setting;

    /** That of the host. */
    public Forwarding() {
        this(Path.of("/proc/sys/net/ipv4/ip_forward"));
    }

    Forwarding(Path setting) {
        this.setting = setting;
    }

    /** The warnings that a client gets, after others. */
    public List<String> warningsAfter(List<String> others) {
        return isOff() ? Stream.concat(others.stream(), Stream.of(WARNING)).toList() : others;
    }

    private boolean isOff() {
        try {
            return Files.readString(setting).strip().equals("0");
        } catch (IOException ignored) {
            // a kernel that does not tell is no reason to warn
            return false;
        }
    }
}
