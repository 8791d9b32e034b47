package dev.wharf.execoci;

import static java.util.Objects.requireNonNull;

import dev.wharf.execoci.cgroup.ControlGroup;
import dev.wharf.execoci.launch.Launch;
import dev.wharf.execoci.launch.MonitoredProcess;
import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.spi.exec.TaskId;

/**
 * What is known of a container that the runtime has made.
 *
 * @param id of the task
 * @param folder its run folder
 * @param record what was written down for a restart
 * @param launch its monitor
 */
record MadeTask(TaskId id, RunFolder folder, TaskRecord record, Launch launch) {
    MadeTask {
        requireNonNull(id, "id");
        requireNonNull(folder, "folder");
        requireNonNull(record, "record");
        requireNonNull(launch, "launch");
    }

    ControlGroup group(Host host) {
        return host.hierarchies().group(record.cgroupParent(), record.cgroupName());
    }

    MonitoredProcess process(Host host, MonitoredProcess.End end) {
        return new MonitoredProcess(host.parts(), id, folder, launch, record.terminal(), end);
    }
}
