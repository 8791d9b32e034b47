package dev.wharf.network.bridge;

import dev.wharf.linux.Linux;
import dev.wharf.spi.network.NetworkDriverProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A network namespace that acts as the host. */
final class SpaceHost {
    private SpaceHost() {}

    static NetworkDriverProvider provider(Path namespace) {
        return new BridgeProvider(() -> new Host(Linux.kernel(), Optional.of(namespace), new SpaceSysctls(namespace)));
    }

    /** Settings are those of the namespace of whoever opens the file, so that a process has to. */
    private record SpaceSysctls(Path namespace) implements Sysctls {
        @Override
        public Optional<String> read(String name) {
            String text = run("cat /proc/sys/net/" + name + " 2>/dev/null || echo absent");
            return Optional.of(text).filter(value -> !value.equals("absent"));
        }

        @Override
        public void write(String name, String value) {
            run("echo " + value + " > /proc/sys/net/" + name);
        }

        private String run(String script) {
            try {
                Process process = new ProcessBuilder("nsenter", "--net=" + namespace, "sh", "-c", script).start();
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
