package dev.wharf.execoci;

import dev.wharf.execoci.cgroup.Hierarchies;
import dev.wharf.execoci.cgroup.ParentGroups;
import dev.wharf.execoci.launch.Launcher;
import dev.wharf.execoci.launch.MonitoredProcess;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.ExitWatch;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What all tasks of a driver share.
 *
 * @param kernel of this machine
 * @param runtime makes containers
 * @param monitor stays with them
 * @param exits tells about their ends
 * @param launcher starts monitors
 * @param hierarchies of control groups
 * @param parents groups above tasks
 * @param clock for statistics
 * @param tasks the folder with the folders of tasks
 */
record Host(
        Kernel kernel,
        OciRuntime runtime,
        MonitorProgram monitor,
        ExitWatch exits,
        Launcher launcher,
        Hierarchies hierarchies,
        ParentGroups parents,
        Clock clock,
        Path tasks)
        implements AutoCloseable {

    static Host open(Kernel kernel, DriverContext context, Path program) {
        Path run = context.runFolder();
        Hierarchies hierarchies = Hierarchies.read();
        MonitorProgram monitor = new MonitorProgram(kernel, context.stateFolder());
        return new Host(
                kernel,
                new OciRuntime(program, folder(run.resolve("runtime"))),
                monitor,
                new ExitWatch(kernel, "exec-oci exits"),
                new Launcher(kernel, monitor),
                hierarchies,
                new ParentGroups(hierarchies, run.resolve("parent-groups")),
                context.clock(),
                folder(run.resolve("tasks")));
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot make " + path, e);
        }
    }

    MonitoredProcess.Parts parts() {
        return new MonitoredProcess.Parts(kernel, monitor, exits);
    }

    @Override
    public void close() {
        exits.close();
        monitor.close();
        parents.removeEmpty();
    }
}
