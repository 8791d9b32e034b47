package dev.wharf.engine.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what the kernel offers from its control group file systems. What cannot be read counts as not offered. */
public final class HostFactsReader {
    /** The files of version 2, which the root group does not show, by controller; cgroup-v2.rst of the kernel. */
    private static final Map<String, List<String>> UNIFIED_FILES =
            Map.of("memory", List.of("memory.max"), "cpu", List.of("cpu.max"), "io", List.of("io.weight"));

    private static final String KERNEL_MEMORY = "memory.kmem.limit_in_bytes";
    private static final KernelRelease WITHOUT_KERNEL_MEMORY = new KernelRelease(5, 16);

    private static final List<String> CONTROLLERS =
            List.of("cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids");

    private final Path cgroups;
    private final Path processors;
    private final Path own;
    private final Path release;

    /**
     * A reader.
     *
     * @param root of the file system; another one in tests
     */
    public HostFactsReader(Path root) {
        cgroups = root.resolve("sys/fs/cgroup");
        processors = root.resolve("sys/devices/system");
        own = root.resolve("proc/self/cgroup");
        release = root.resolve("proc/sys/kernel/osrelease");
    }

    /** Reads the facts. */
    public HostFacts read() {
        boolean unified = Files.exists(cgroups.resolve("cgroup.controllers"));
        return unified ? unified() : separate();
    }

    private HostFacts unified() {
        Set<String> controllers = new HashSet<>(
                List.of(text(cgroups.resolve("cgroup.controllers")).split("\\s+")));
        Set<String> files = new HashSet<>();
        controllers.forEach(controller -> files.addAll(UNIFIED_FILES.getOrDefault(controller, List.of())));
        if (controllers.contains("memory") && countsSwap()) {
            files.add("memory.swap.max");
        }
        return new HostFacts(
                true,
                controllers,
                files,
                numbers(cgroups.resolve("cpuset.cpus.effective"), processors.resolve("cpu/online")),
                numbers(cgroups.resolve("cpuset.mems.effective"), processors.resolve("node/online")));
    }

    /** The root has no such file, so the daemon's own group tells; in the root itself the controller must do. */
    private boolean countsSwap() {
        String group = text(own).replaceFirst("^0::/", "");
        return group.isEmpty() || Files.exists(cgroups.resolve(group).resolve("memory.swap.max"));
    }

    private HostFacts separate() {
        Set<String> controllers = new HashSet<>();
        Set<String> files = new HashSet<>();
        for (String controller : CONTROLLERS) {
            List<String> names = names(cgroups.resolve(controller));
            if (names.contains("cgroup.procs")) {
                controllers.add(controller);
                files.addAll(names);
                files.addAll(childFiles(cgroups.resolve(controller), names));
            }
        }
        if (ignoresKernelMemory()) {
            files.remove(KERNEL_MEMORY);
        }
        return new HostFacts(
                false,
                controllers,
                files,
                numbers(cgroups.resolve("cpuset/cpuset.cpus"), processors.resolve("cpu/online")),
                numbers(cgroups.resolve("cpuset/cpuset.mems"), processors.resolve("node/online")));
    }

    /** Some files, such as blkio.bfq.weight, are in every group but the root. */
    private static List<String> childFiles(Path folder, List<String> names) {
        return names.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .map(HostFactsReader::names)
                .orElse(List.of());
    }

    /** The file is still there, but since Linux 5.16 what is written to it has no effect. */
    private boolean ignoresKernelMemory() {
        return KernelRelease.parse(text(release))
                .filter(running -> running.isAtLeast(WITHOUT_KERNEL_MEMORY))
                .isPresent();
    }

    private static Set<Integer> numbers(Path first, Path second) {
        return NumberList.parse(text(first))
                .or(() -> NumberList.parse(text(second)))
                .orElse(Set.of(0));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException ignored) {
            return ""; // not offered by this kernel
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException ignored) {
            return List.of(); // not offered by this kernel
        }
    }
}
