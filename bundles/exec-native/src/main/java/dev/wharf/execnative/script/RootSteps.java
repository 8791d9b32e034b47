package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.Call;
import dev.wharf.spi.Mount;
import java.nio.file.Path;
import java.util.List;

/**
 * The root of a container: mounted on an empty folder of the host in the new mount namespace, then made the root with
 * pivot_root(2), and the host's root detached.
 */
final class RootSteps {
    private final Steps steps;
    private final Path folder;

    RootSteps(Steps steps, Path folder) {
        this.steps = steps;
        this.folder = folder;
    }

    /** Keeps mounts of this namespace from reaching the host's. */
    void isolate() {
        int flags = Flags.MS_SLAVE | Flags.MS_REC;
        steps.call("make mounts slaves", Call.MOUNT, number(0), steps.text("/"), number(0), number(flags), number(0));
    }

    void mount(List<Mount> root) {
        for (Mount mount : root) {
            mount(mount);
        }
    }

    private void mount(Mount mount) {
        MountOptions options = MountOptions.parse(mount.options());
        if (mount.base().isPresent()) {
            String base = mount.base().get().toString();
            steps.call("chdir " + base, Call.CHDIR, steps.text(base));
        }
        if (mount.type().equals("bind")) {
            int tree = steps.cloneTree(mount.source(), options.isRecursive());
            steps.setAttributes("the root", tree, options.attributes(), Flags.MS_PRIVATE);
            steps.attach(tree, folder.toString());
        } else {
            steps.mount(mount.type(), mount.source(), folder.toString(), options);
        }
    }

    void enter() {
        steps.call("chdir to the root", Call.CHDIR, steps.text(folder.toString()));
        steps.call("pivot_root", Call.PIVOT_ROOT, steps.text("."), steps.text("."));
        steps.call("detach the host's root", Call.UMOUNT2, steps.text("."), number(Flags.MNT_DETACH));
        steps.call("chdir /", Call.CHDIR, steps.text("/"));
    }
}
