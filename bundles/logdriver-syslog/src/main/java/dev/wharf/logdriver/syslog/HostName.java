package dev.wharf.logdriver.syslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of the host, read without a look at the network. */
final class HostName {
    private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    static String read() {
        try {
            return Files.readString(FILE).strip();
        } catch (IOException ignored) {
            return "localhost"; // a message needs some name
        }
    }
}
