package dev.wharf.linux.launch;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The C programs of this bundle, for the architecture of this machine. */
final class Programs {
    private Programs() {}

    /**
     * The binary of a program.
     *
     * @throws LinuxException ENOENT when there is none for this architecture
     */
    static byte[] read(String program) {
        String name = program + (Call.onArm() ? "-aarch64" : "-x86_64");
        try (InputStream in = Programs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new LinuxException(Errno.ENOENT, "program " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
