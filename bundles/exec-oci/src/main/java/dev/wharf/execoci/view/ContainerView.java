package dev.wharf.execoci.view;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.TaskMount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The files of a container before the runtime has made its mounts: the root, and on it what will be bound. Links are
 * followed as the container's processes will follow them, and never lead out. For one thread.
 */
public final class ContainerView {
    private static final int MOST_LINKS = 40;

    private final Kernel kernel;
    private final Path root;
    private final List<Covered> mounts = new ArrayList<>();

    /**
     * Looks at a root.
     *
     * @param root a path to it
     * @param mounts that are not made yet
     */
    public ContainerView(Kernel kernel, Path root, List<TaskMount> mounts) {
        this.kernel = kernel;
        this.root = root;
        mounts.forEach(mount -> this.mounts.add(
                new Covered(new Walk(mount.target(), true).run().orElse(mount.target()), mount.mount())));
    }

    /** What lies on a path without links. */
    private record Covered(String path, Mount mount) {
        boolean holds(String other) {
            return other.equals(path) || other.startsWith(path + "/");
        }
    }

    /**
     * Opens a file.
     *
     * @return empty when it lies on a mount whose content cannot be known yet, such as one of {@code proc}
     * @throws LinuxException when it is not there
     */
    public Optional<Fd> open(String path, int flags) {
        return new Walk(path, false).run().flatMap(this::place).map(place -> place.open(kernel, flags));
    }

    /** Where a path without links lies; nothing on a mount that is no bind. */
    private Optional<Place> place(String path) {
        Optional<Covered> below = mounts.stream()
                .filter(mount -> mount.holds(path))
                .reduce((first, second) ->
                        second.path().length() >= first.path().length() ? second : first);
        if (below.isEmpty()) {
            return Optional.of(new Place(root, path));
        }
        String rest = path.substring(below.get().path().length());
        Mount mount = below.get().mount();
        return mount.type().equals("bind") ? Optional.of(new Place(Path.of(mount.source()), rest)) : Optional.empty();
    }

    /** A path below a folder of the host. */
    private record Place(Path base, String below) {
        Fd open(Kernel kernel, int flags) {
            if (below.isEmpty() && !Files.isDirectory(base)) {
                return kernel.files().open(base.toString(), flags, 0);
            }
            try (Fd folder = kernel.files().open(base.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
                return kernel.files().openIn(folder, below.isEmpty() ? "." : below.substring(1), flags, 0);
            }
        }
    }

    /** The way along a path, name by name. */
    private final class Walk {
        private final Deque<String> pending;
        private final boolean mayBeAbsent;
        private String current = "";
        private int links;

        Walk(String path, boolean mayBeAbsent) {
            this.pending = names(path);
            this.mayBeAbsent = mayBeAbsent;
        }

        /** The same path without links; nothing when it leads over a mount that we cannot look into. */
        Optional<String> run() {
            while (!pending.isEmpty()) {
                String name = pending.pop();
                if (name.equals("..")) {
                    current = current.substring(0, Math.max(0, current.lastIndexOf('/')));
                } else if (mounts.stream().anyMatch(mount -> mount.path().equals(current + "/" + name))) {
                    current += "/" + name;
                } else if (!follow(name)) {
                    return Optional.empty();
                }
            }
            return Optional.of(current);
        }

        private boolean follow(String name) {
            Optional<Place> place = place(current);
            if (place.isEmpty()) {
                return false;
            }
            Optional<String> link = link(place.get(), name);
            if (link.isEmpty()) {
                current += "/" + name;
                return true;
            }
            if (++links > MOST_LINKS) {
                throw new LinuxException(Errno.ELOOP, current + "/" + name);
            }
            current = link.get().startsWith("/") ? "" : current;
            names(link.get()).descendingIterator().forEachRemaining(pending::push);
            return true;
        }

        /** What a symbolic link says; nothing for what is none. */
        private Optional<String> link(Place place, String name) {
            try (Fd folder = place.open(kernel, Flags.O_PATH | Flags.O_DIRECTORY)) {
                FileStatus status = kernel.files()
                        .stat(folder, name)
                        .orElseThrow(() -> new LinuxException(Errno.ENOENT, current + "/" + name));
                return status.isLink() ? Optional.of(kernel.files().readlink(folder, name)) : Optional.empty();
            } catch (LinuxException e) {
                if (mayBeAbsent && e.is(Errno.ENOENT)) {
                    return Optional.empty();
                }
                throw e;
            }
        }
    }

    private static Deque<String> names(String path) {
        Deque<String> names = new ArrayDeque<>();
        Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .forEach(names::add);
        return names;
    }
}
