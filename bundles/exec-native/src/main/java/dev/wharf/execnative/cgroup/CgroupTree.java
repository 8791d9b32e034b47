package dev.wharf.execnative.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hierarchies of this host. On a host of the first version, or of both, tasks live in those of the first; the tree of
 * the second version is then left alone.
 */
public final class CgroupTree {
    private static final Set<String> V1_CONTROLLERS = Set.of(
            "cpu",
            "cpuacct",
            "cpuset",
            "memory",
            "devices",
            "freezer",
            "blkio",
            "pids",
            "net_cls",
            "net_prio",
            "perf_event",
            "hugetlb",
            "rdma",
            "misc");

    private final List<Hierarchy> hierarchies;
    private volatile List<String> blockFiles = List.of();

    private CgroupTree(List<Hierarchy> hierarchies) {
        this.hierarchies = List.copyOf(hierarchies);
    }

    /** Reads the mount table of this process. */
    public static CgroupTree read() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the mount table", e);
        }
    }

    /** Reads a mount table, in the lines of proc_pid_mountinfo(5). */
    public static CgroupTree parse(List<String> mountinfo) {
        List<Hierarchy> first = new ArrayList<>();
        List<Hierarchy> second = new ArrayList<>();
        for (String line : mountinfo) {
            int dash = line.indexOf(" - ");
            String[] before = line.substring(0, dash).split(" ", -1);
            String[] after = line.substring(dash + 3).split(" ", -1);
            if (after[0].equals("cgroup")) {
                first.add(versionOne(Path.of(before[4]), after[2]));
            } else if (after[0].equals("cgroup2")) {
                second.add(versionTwo(Path.of(before[4])));
            }
        }
        return new CgroupTree(first.isEmpty() ? second.stream().limit(1).toList() : distinct(first));
    }

    /** A hierarchy that is mounted twice counts once. */
    private static List<Hierarchy> distinct(List<Hierarchy> all) {
        List<Hierarchy> kept = new ArrayList<>();
        for (Hierarchy one : all) {
            if (kept.stream().noneMatch(other -> other.controllers().equals(one.controllers()))) {
                kept.add(one);
            }
        }
        return kept;
    }

    private static Hierarchy versionOne(Path folder, String options) {
        List<String> controllers = List.of(options.split(",", -1)).stream()
                .filter(option -> V1_CONTROLLERS.contains(option) || option.startsWith("name="))
                .toList();
        return new Hierarchy(folder, folder.getFileName().toString(), false, Set.copyOf(controllers));
    }

    private static Hierarchy versionTwo(Path folder) {
        return new Hierarchy(folder, folder.getFileName().toString(), true, words(controllers(folder)));
    }

    private static String controllers(Path folder) {
        try {
            return Files.readString(folder.resolve("cgroup.controllers"));
        } catch (IOException ignored) {
            return ""; // a tree without the file has no controllers to offer
        }
    }

    private static Set<String> words(String text) {
        return List.of(text.trim().split("\\s+", -1)).stream()
                .filter(word -> !word.isEmpty())
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /** All of them. */
    public List<Hierarchy> hierarchies() {
        return hierarchies;
    }

    /** Whether the host has only the second version. */
    public boolean isUnified() {
        return hierarchies.size() == 1 && hierarchies.get(0).isUnified();
    }

    /** The hierarchy with a controller, or empty. */
    public Optional<Hierarchy> with(String controller) {
        return hierarchies.stream().filter(one -> one.controls(controller)).findFirst();
    }

    /** The files about block devices that this kernel has; looked up in the first folder that is asked for. */
    List<String> blockFiles(Path folder) {
        List<String> known = blockFiles;
        if (known.isEmpty()) {
            String[] names = folder.toFile().list((parent, name) -> name.startsWith("blkio."));
            known = names == null ? List.of() : List.of(names);
            blockFiles = known;
        }
        return known;
    }

    /** 1 or 2; 0 when the host has none. */
    public int version() {
        return hierarchies.isEmpty() ? 0 : isUnified() ? 2 : 1;
    }
}
