package dev.wharf.execoci.view;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ProcessSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether the kernel would execute a command. A runtime tells it in texts of its own, partly on the container's
 * error output, and so it is asked only for what will run. Messages are those of Docker 1.9.1 and of the exec package of
 * Go 1.4 that it shows.
 */
public final class Program {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int FIRST_BYTES = 256;
    private static final String ELF = "\177ELF";

    private final Kernel kernel;
    private final ContainerView view;
    private final ProcessSpec process;
    private final Identity identity;

    /** Looks for the command of a process. */
    public Program(Kernel kernel, ContainerView view, ProcessSpec process, Identity identity) {
        this.kernel = kernel;
        this.view = view;
        this.process = process;
        this.identity = identity;
    }

    /**
     * Checks the command.
     *
     * @throws DriverException NOT_FOUND, or INVALID_ARGUMENT when it cannot be executed
     */
    public void check() {
        String command = process.arguments().get(0);
        if (command.contains("/")) {
            int error = errorOf(command.startsWith("/") ? command : process.folder() + "/" + command);
            if (error != 0) {
                throw refusal(command, error);
            }
            return;
        }
        search(command);
    }

    /** As execvp(3): what is not there, or may not be executed, is passed over. */
    private void search(String command) {
        int last = Errno.ENOENT;
        for (String folder : path()) {
            String absolute = folder.startsWith("/") ? folder : process.folder() + "/" + folder;
            int error = errorOf(absolute + "/" + command);
            if (error == 0) {
                return;
            }
            if (error != Errno.ENOENT && error != Errno.ENOTDIR) {
                last = error;
            }
        }
        throw refusal(command, last);
    }

    private List<String> path() {
        String path = process.environment().stream()
                .filter(variable -> variable.startsWith("PATH="))
                .map(variable -> variable.substring("PATH=".length()))
                .reduce((first, last) -> last)
                .orElse(DEFAULT_PATH);
        return List.of(path.split(":", -1));
    }

    private static DriverException refusal(String command, int error) {
        boolean absent = error == Errno.ENOENT || error == Errno.ENOTDIR;
        String why = absent && !command.contains("/")
                ? "executable file not found in $PATH"
                : (absent ? "stat " + command + ": " : "") + Errno.describe(error);
        return new DriverException(
                absent ? Kind.NOT_FOUND : Kind.INVALID_ARGUMENT, "exec: \"" + command + "\": " + why);
    }

    /** The error that execve(2) would tell; 0 for none, and for what we cannot see. */
    private int errorOf(String path) {
        try {
            Optional<Fd> found = view.open(path, Flags.O_RDONLY | Flags.O_NONBLOCK);
            if (found.isEmpty()) {
                return 0;
            }
            try (Fd file = found.get()) {
                FileStatus status = kernel.files().stat(file, "").orElseThrow();
                return status.isFile() && mayExecute(status) ? errorOf(file) : Errno.EACCES;
            }
        } catch (LinuxException e) {
            return e.errno();
        }
    }

    private boolean mayExecute(FileStatus status) {
        if (identity.isRoot()) {
            return (status.mode() & 0111) != 0;
        }
        if (status.uid() == identity.uid()) {
            return (status.mode() & 0100) != 0;
        }
        boolean isMember = status.gid() == identity.gid() || identity.groups().contains(status.gid());
        return (status.mode() & (isMember ? 0010 : 0001)) != 0;
    }

    private int errorOf(Fd file) {
        try (InputStream content = Files.newInputStream(file.path())) {
            byte[] first = content.readNBytes(FIRST_BYTES);
            String text = new String(first, StandardCharsets.ISO_8859_1);
            if (text.startsWith("#!")) {
                return errorOfInterpreter(text);
            }
            return text.startsWith(ELF) ? 0 : Errno.ENOEXEC;
        } catch (IOException ignored) {
            return 0; // the kernel may read what we cannot
        }
    }

    private int errorOfInterpreter(String text) {
        String line = text.substring(2, text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n'))
                .strip();
        String interpreter = line.split("[ \t]", 2)[0];
        try {
            view.open(interpreter, Flags.O_PATH).ifPresent(Fd::close);
            return 0;
        } catch (LinuxException e) {
            return e.errno();
        }
    }
}
