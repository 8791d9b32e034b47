package dev.wharf.spi.exec;

import org.osgi.annotation.versioning.ConsumerType;

/** The capability of a task whose use of the host can be counted. */
@ConsumerType
public interface TaskStatistics {

    /**
     * What the task has used since it was created. Cheap enough to be asked every second.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND when the task has ended, INTERNAL
     */
    TaskUsage usage();
}
