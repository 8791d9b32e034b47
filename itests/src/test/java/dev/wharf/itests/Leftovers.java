package dev.wharf.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a daemon that has gone must not leave: mounts below its roots, processes that hold files there. */
public final class Leftovers {
    private Leftovers() {}

    /** One line each, empty when all is clean. */
    public static List<String> of(Path root) {
        List<String> found = new ArrayList<>();
        mounts(root).forEach(mount -> found.add("mount " + mount));
        processes(root).forEach(pid -> found.add("process " + pid + " " + commandLine(pid)));
        return found;
    }

    /** Ends the processes and detaches the mounts. */
    public static void sweep(Path root) {
        processes(root).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        for (String mount : mounts(root)) {
            Commands.run(List.of("umount", "-l", mount));
        }
    }

    private static List<String> mounts(Path root) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> line.split(" ", -1)[4])
                    .filter(place -> place.startsWith(root + "/"))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> processes(Path root) {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != self && holdsFilesBelow(pid, root))
                .toList();
    }

    private static boolean holdsFilesBelow(long pid, Path root) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> target(descriptor).startsWith(root + "/"));
        } catch (IOException ignored) {
            // it ended meanwhile
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException ignored) {
            // closed meanwhile
            return "";
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException ignored) {
            // it ended meanwhile
            return "";
        }
    }
}
