package dev.wharf.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that names this process while it lives. */
final class PidFile implements AutoCloseable {
    private final Path file;

    private PidFile(Path file) {
        this.file = file;
    }

    /**
     * Writes the file. One that a killed daemon left behind is replaced.
     *
     * @throws UsageException when the process that the file names lives
     */
    static PidFile write(Path file) {
        try {
            if (Files.exists(file) && namesLiveDaemon(file)) {
                throw UsageException.of("pid file found, ensure wharfd is not running or delete " + file);
            }
            Path folder = file.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
            return new PidFile(file);
        } catch (IOException e) {
            throw UsageException.of("cannot write the pid file " + file + ": " + e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // a left-over file is replaced at the next start
        }
    }

    /** Process ids are used again: only a process that looks like a daemon counts. */
    private static boolean namesLiveDaemon(Path file) throws IOException {
        String pid = Files.readString(file).strip();
        if (!pid.matches("\\d{1,10}")
                || Long.parseLong(pid) == ProcessHandle.current().pid()) {
            return false;
        }
        Path commandLine = Path.of("/proc", pid, "cmdline");
        return Files.exists(commandLine) && Files.readString(commandLine).contains("dev.wharf.launcher.Main");
    }
}
