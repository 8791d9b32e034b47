package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.CgroupSpec;
import java.nio.file.Path;

/** Makes and finds the control groups of tasks. Thread-safe. */
public final class Cgroups {
    private final Kernel kernel;
    private final CgroupTree tree;
    private final ControlFile files;
    private final MadeParents parents;

    /**
     * Works on the hierarchies of a tree.
     *
     * @param journal file that remembers which groups above tasks were made here
     */
    public Cgroups(Kernel kernel, CgroupTree tree, Path journal) {
        this.kernel = kernel;
        this.tree = tree;
        this.files = new ControlFile(kernel);
        this.parents = new MadeParents(journal);
    }

    /** The hierarchies. */
    public CgroupTree tree() {
        return tree;
    }

    /** The group of a parent and a name, whether it is there or not. */
    public Cgroup find(String parent, String name) {
        return new Cgroup(tree, files, parent, name);
    }

    /**
     * Makes a group in every hierarchy, with its limits. On failure nothing is left.
     *
     * @throws DriverException INVALID_ARGUMENT when the kernel refuses a value, UNSUPPORTED when it has no such limit
     * @throws LinuxException for other errors
     */
    public Cgroup create(CgroupSpec spec) {
        Cgroup group = find(spec.parent(), spec.name());
        try {
            for (Hierarchy hierarchy : tree.hierarchies()) {
                make(hierarchy, group.folder(hierarchy));
            }
            new ResourceFiles(tree, files, group).write(spec.resources());
            new DeviceFiles(kernel, tree, files, group).write(spec.devices());
            return group;
        } catch (LinuxException | DriverException e) {
            group.remove();
            throw e instanceof LinuxException refusal && isOfValue(refusal)
                    ? new DriverException(Kind.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e)
                    : e;
        }
    }

    private static boolean isOfValue(LinuxException e) {
        return e.is(Errno.EINVAL) || e.is(Errno.ERANGE);
    }

    /** Removes what was made above tasks, as far as no task is left below. */
    public void removeEmptyParents() {
        parents.removeEmpty(files);
    }

    /** Makes a folder and those above it; what is new in the first version's cpuset must be filled. */
    private void make(Hierarchy hierarchy, Path folder) {
        try {
            files.mkdir(folder);
        } catch (LinuxException e) {
            if (e.is(Errno.EEXIST)) {
                return;
            }
            if (!e.is(Errno.ENOENT) || parent(folder).equals(hierarchy.folder())) {
                throw e;
            }
            make(hierarchy, parent(folder));
            parents.add(parent(folder));
            files.mkdir(folder);
        }
        prepare(hierarchy, folder);
    }

    private void prepare(Hierarchy hierarchy, Path folder) {
        if (hierarchy.controls("cpuset") && !hierarchy.isUnified()) {
            inherit(hierarchy, folder, "cpuset.cpus");
            inherit(hierarchy, folder, "cpuset.mems");
        }
        if (hierarchy.isUnified() && !parent(folder).equals(hierarchy.folder())) {
            enable(hierarchy, parent(folder));
        }
    }

    /** Somebody else may have made the groups above and left them empty. */
    private void inherit(Hierarchy hierarchy, Path folder, String file) {
        if (folder.equals(hierarchy.folder())
                || !files.read(folder.resolve(file)).orElse("").isEmpty()) {
            return;
        }
        inherit(hierarchy, parent(folder), file);
        files.read(parent(folder).resolve(file)).ifPresent(value -> files.write(folder.resolve(file), value));
    }

    /** In the second version a group has only the controllers that each group above it hands down. */
    private void enable(Hierarchy hierarchy, Path parent) {
        if (parent.startsWith(hierarchy.folder()) && !parent.equals(hierarchy.folder())) {
            enable(hierarchy, parent(parent));
        }
        for (String controller : hierarchy.controllers()) {
            handDown(parent.resolve("cgroup.subtree_control"), controller);
        }
    }

    private void handDown(Path file, String controller) {
        try {
            files.writeIfThere(file, "+" + controller);
        } catch (LinuxException e) {
            if (!e.is(Errno.EINVAL) && !e.is(Errno.EBUSY) && !e.is(Errno.EOPNOTSUPP)) {
                throw e; // a limit of a controller that cannot be handed down fails when it is written
            }
        }
    }

    private static Path parent(Path folder) {
        return java.util.Objects.requireNonNull(folder.getParent(), "parent");
    }
}
