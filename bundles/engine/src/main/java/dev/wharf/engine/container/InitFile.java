package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.InitProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * The init program as a file of the host, which containers have mounted read-only. It lies in the data root, since programs
 * often cannot be executed below /run. Written when it is first needed, and anew when a new release brings another one.
 * Thread-safe.
 */
final class InitFile {
    private final Path file;
    private volatile boolean isWritten;

    InitFile(Path dataRoot) {
        file = dataRoot.resolve("init").resolve("docker-init");
    }

    /**
     * The file, which is there when the call returns.
     *
     * @throws EngineException Unsupported on a processor for which there is no such program, Internal
     */
    Path path() {
        if (!isWritten) {
            write();
            isWritten = true;
        }
        return file;
    }

    private void write() {
        try {
            byte[] program = InitProgram.bytes();
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), program)) {
                replace(program);
            }
        } catch (LinuxException e) {
            throw new EngineException.Unsupported("there is no init program for this processor: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EngineException.Internal("init program " + file + ": " + e.getMessage(), e);
        }
    }

    private void replace(byte[] program) throws IOException {
        Path folder = Files.createDirectories(file.resolveSibling("."));
        Path fresh = Files.createTempFile(folder.normalize(), "docker-init", ".new");
        Files.write(fresh, program);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
