package dev.wharf.linux.launch;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The launch monitor's binary. It runs from a sealed file in memory, so that no container can ever write to it; where the
 * kernel refuses that ({@code vm.memfd_noexec}), from a file in a folder of root. Thread-safe.
 */
public final class MonitorProgram implements AutoCloseable {

    /** The descriptors that the monitor is given; the numbers are those of monitor.c. */
    public enum Descriptor {
        /** The script; or the socket through which it will come, with all that belongs to the launch. */
        SCRIPT(3),
        /** Commands of the daemon. */
        CONTROL(4),
        /** News for the daemon. */
        NOTIFY(5),
        /** Where the end of the child is recorded. */
        STATUS(6),
        /** Locked as long as the monitor lives. */
        LOCK(7),
        /** Where the child waits. */
        BARRIER(8),
        /** The child writes a byte at the barrier; its end proves the exec. */
        PROGRESS(9),
        /** An end of the input that the monitor keeps open, or relays into the terminal. */
        KEEP_STDIN(10),
        /** An end of the output that the monitor keeps open, or relays the terminal into. */
        KEEP_STDOUT(11),
        /** An end of the error output that the monitor keeps open. */
        KEEP_STDERR(12),
        /** The child's standard input. */
        STDIN(13),
        /** The child's standard output. */
        STDOUT(14),
        /** The child's standard error. */
        STDERR(15),
        /** A namespace to join. */
        NAMESPACE_1(16),
        /** A namespace to join. */
        NAMESPACE_2(17),
        /** A namespace to join. */
        NAMESPACE_3(18),
        /** A namespace to join. */
        NAMESPACE_4(19),
        /** A namespace to join. */
        NAMESPACE_5(20),
        /** The cgroup that the child is born in. */
        CGROUP(21);

        private final int number;

        Descriptor(int number) {
            this.number = number;
        }

        /** Its number in the monitor and its child. */
        public int number() {
            return number;
        }
    }

    private final Kernel kernel;
    private final Fd binary;
    private final String path;

    /**
     * Prepares the binary.
     *
     * @param kernel of this machine
     * @param folder of root, on a file system that allows exec, for kernels that run nothing from memory
     * @throws LinuxException ENOENT when there is no binary for this architecture
     */
    public MonitorProgram(Kernel kernel, Path folder) {
        this.kernel = kernel;
        this.binary = inMemory(kernel, Programs.read("monitor"));
        this.path = runsFromMemory() ? binary.path().toString() : inFile(folder);
    }

    private static Fd inMemory(Kernel kernel, byte[] bytes) {
        Fd memory = memfd(kernel);
        ByteBuffer content = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        while (content.hasRemaining()) {
            kernel.descriptors().write(memory, content);
        }
        int seals = Flags.F_SEAL_SEAL | Flags.F_SEAL_SHRINK | Flags.F_SEAL_GROW | Flags.F_SEAL_WRITE;
        kernel.descriptors().fcntl(memory, Flags.F_ADD_SEALS, seals);
        return memory;
    }

    /** MFD_EXEC is known since Linux 6.3, and needed where vm.memfd_noexec is 1. */
    private static Fd memfd(Kernel kernel) {
        int flags = Flags.MFD_CLOEXEC | Flags.MFD_ALLOW_SEALING;
        try {
            return kernel.descriptors().memfd("wharf-monitor", flags | Flags.MFD_EXEC);
        } catch (LinuxException e) {
            return kernel.descriptors().memfd("wharf-monitor", flags);
        }
    }

    /** Without a script the monitor leaves with 1 at once. */
    private boolean runsFromMemory() {
        try {
            int pid = kernel.processes().spawn(binary.path().toString(), List.of("wharf-monitor"), List.of(), Map.of());
            reap(pid);
            return true;
        } catch (LinuxException e) {
            return false;
        }
    }

    private String inFile(Path folder) {
        Path file = folder.resolve("wharf-monitor");
        try {
            Path fresh = Files.createTempFile(folder, "monitor", "");
            Files.write(fresh, Programs.read("monitor"));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r-x------"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /**
     * Starts a monitor, with an empty environment.
     *
     * @return its pid; it is a child of this process, to be reaped with {@link #reap} once it was told to leave
     */
    public int start(Map<Descriptor, Fd> descriptors) {
        Map<Integer, Fd> numbered = new HashMap<>();
        new EnumMap<>(descriptors).forEach((descriptor, fd) -> numbered.put(descriptor.number(), fd));
        return kernel.processes().spawn(path, List.of("wharf-monitor"), List.of(), numbered);
    }

    /**
     * Gives a monitor what it waits for.
     *
     * @param socket the other end of that which it was started with in the place of a script
     * @param descriptors all that it was not started with
     * @throws LinuxException EPIPE when it is gone
     */
    public void handOver(Fd socket, Map<Descriptor, Fd> descriptors) {
        List<Fd> gifts = new ArrayList<>();
        byte[] numbers = new byte[descriptors.size()];
        new EnumMap<>(descriptors).forEach((descriptor, fd) -> {
            numbers[gifts.size()] = (byte) descriptor.number();
            gifts.add(fd);
        });
        kernel.sockets().send(socket, numbers, gifts);
    }

    /** Waits for the end of a monitor that is about to leave. */
    public void reap(int pid) {
        if (hasLeft(pid)) {
            return;
        }
        try (Fd pidfd = kernel.processes().pidfd(pid);
                var poller = kernel.poller()) {
            poller.add(pidfd, Flags.EPOLLIN, events -> {});
            poller.await(java.time.Duration.ofSeconds(10));
            poller.remove(pidfd);
            kernel.processes().reap(pid);
        } catch (LinuxException e) {
            if (!e.is(Errno.ESRCH) && !e.is(Errno.ECHILD)) {
                throw e;
            }
        }
    }

    private boolean hasLeft(int pid) {
        try {
            return kernel.processes().reap(pid).isPresent();
        } catch (LinuxException e) {
            if (!e.is(Errno.ECHILD)) {
                throw e;
            }
            return true; // somebody else has reaped it
        }
    }

    /** Lets go of the binary; monitors that run keep theirs. */
    @Override
    public void close() {
        binary.close();
    }
}
