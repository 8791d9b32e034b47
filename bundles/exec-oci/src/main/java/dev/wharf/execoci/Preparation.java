package dev.wharf.execoci;

import dev.wharf.execoci.config.BundleConfig;
import dev.wharf.execoci.config.ProcessConfig;
import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.execoci.view.ContainerView;
import dev.wharf.execoci.view.Identity;
import dev.wharf.execoci.view.IdentityFiles;
import dev.wharf.execoci.view.Program;
import dev.wharf.linux.Kernel;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the configuration of a container while the starter waits, when its root can be looked into. A command or a user
 * that is not there is told when the task is started, as by other drivers; until then the runtime's own program stands for
 * the command, because a runtime looks for the command when it creates the container. For one thread.
 */
final class Preparation {
    private static final Identity ROOT = new Identity(0, 0, List.of(), "/");

    private final Kernel kernel;
    private final TaskSpec spec;
    private final List<TaskMount> mounts;
    private Optional<DriverException> refusal = Optional.empty();

    /**
     * Prepares a task.
     *
     * @param mounts of the task, with all sources on this host
     */
    Preparation(Kernel kernel, TaskSpec spec, List<TaskMount> mounts) {
        this.kernel = kernel;
        this.spec = spec;
        this.mounts = List.copyOf(mounts);
    }

    /**
     * Writes the file.
     *
     * @param root a path to the container's root
     */
    void write(RunFolder folder, BundleConfig config, Path root) {
        BundleFiles.write(folder, BundleFiles.CONFIG, config.json(process(root), sources(folder)));
    }

    /** The binds whose mounts stay those of the host were cloned by the starter. */
    private List<TaskMount> sources(RunFolder folder) {
        return new SharedBinds(mounts).cloned(folder.path().resolve("binds"));
    }

    private Map<String, Object> process(Path root) {
        ProcessSpec process = spec.process();
        try {
            ContainerView view = new ContainerView(kernel, root, mounts);
            Identity identity = IdentityFiles.read(kernel, view).find(process.user(), process.groups());
            Map<String, Object> json = new ProcessConfig(kernel, process, identity).json();
            new Program(kernel, view, process, identity).check();
            return json;
        } catch (DriverException e) {
            refusal = Optional.of(e);
            Map<String, Object> json = new LinkedHashMap<>(new ProcessConfig(kernel, process, ROOT).json());
            json.put("args", List.of("/proc/self/exe"));
            return json;
        }
    }

    /** Why the task must not be started; empty when it may. */
    Optional<DriverException> refusal() {
        return refusal;
    }
}
