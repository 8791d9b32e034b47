package dev.wharf.spi.exec;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The capability of a task whose cgroup can be read and changed while it runs. */
@ConsumerType
public interface TaskResources {

    /**
     * Freezes all processes.
     *
     * @throws dev.wharf.spi.DriverException FAILED_PRECONDITION unless RUNNING, UNSUPPORTED, INTERNAL
     */
    void pause();

    /**
     * Thaws all processes.
     *
     * @throws dev.wharf.spi.DriverException FAILED_PRECONDITION unless PAUSED, UNSUPPORTED, INTERNAL
     */
    void resume();

    /** The process ids of the task as the host sees them. */
    List<Integer> processes();
}
