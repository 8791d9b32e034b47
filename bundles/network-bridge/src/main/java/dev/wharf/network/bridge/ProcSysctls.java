package dev.wharf.network.bridge;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the network namespace of this process. */
final class ProcSysctls implements Sysctls {
    private final Path folder;

    ProcSysctls() {
        this(Path.of("/proc/sys/net"));
    }

    ProcSysctls(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(folder.resolve(name)).strip());
        } catch (NoSuchFileException ignored) {
            return Optional.empty(); // a kernel without IPv6, for instance
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot read the setting " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void write(String name, String value) {
        try {
            Files.writeString(folder.resolve(name), value);
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot set " + name + " to " + value + ": " + e.getMessage(), e);
        }
    }
}
