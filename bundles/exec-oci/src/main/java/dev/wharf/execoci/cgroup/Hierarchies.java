package dev.wharf.execoci.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the host has mounted its control groups.
 *
 * @param first hierarchies of the first version
 * @param unified the tree of the second version, empty when there is none
 */
public record Hierarchies(List<Mounted> first, Optional<Path> unified) {

    /**
     * A hierarchy of the first version.
     *
     * @param folder where it is mounted
     * @param controllers what it controls
     */
    public record Mounted(Path folder, Set<String> controllers) {
        /** Copies. */
        public Mounted {
            controllers = Set.copyOf(controllers);
        }
    }

    /** Copies. */
    public Hierarchies {
        first = List.copyOf(first);
    }

    /** Reads the mount table of this process. */
    public static Hierarchies read() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the mount table", e);
        }
    }

    static Hierarchies parse(List<String> mountinfo) {
        List<Mounted> first = new ArrayList<>();
        Optional<Path> unified = Optional.empty();
        for (String line : mountinfo) {
            int dash = line.indexOf(" - ");
            Path folder = Path.of(line.substring(0, dash).split(" ", -1)[4]);
            String[] after = line.substring(dash + 3).split(" ", -1);
            if (after[0].equals("cgroup")) {
                Set<String> controllers = Set.copyOf(Arrays.asList(after[2].split(",", -1)));
                if (first.stream().noneMatch(other -> other.controllers().equals(controllers))) {
                    first.add(new Mounted(folder, controllers));
                }
            } else if (after[0].equals("cgroup2") && unified.isEmpty()) {
                unified = Optional.of(folder);
            }
        }
        return new Hierarchies(first, unified);
    }

    /** 1, 2, or 0 when the host has none. A host with both counts as one of the first version. */
    public int version() {
        return first.isEmpty() ? (unified.isEmpty() ? 0 : 2) : 1;
    }

    /** Whether the second version is mounted beside the first. */
    public boolean isHybrid() {
        return !first.isEmpty() && unified.isPresent();
    }

    /** The group of a path. */
    public ControlGroup group(String parent, String name) {
        return new ControlGroup(this, parent + "/" + name);
    }

    /** The folders in which runtimes make groups of tasks: with both versions, in the tree of the second one, too. */
    List<Path> roots() {
        return Stream.concat(first.stream().map(Mounted::folder), unified.stream())
                .toList();
    }

    /** Where a controller of the first version is mounted. */
    Optional<Path> with(String controller) {
        return first.stream()
                .filter(mounted -> mounted.controllers().contains(controller))
                .map(Mounted::folder)
                .findFirst();
    }
}
