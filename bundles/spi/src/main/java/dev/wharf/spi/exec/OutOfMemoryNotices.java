package dev.wharf.spi.exec;

import org.osgi.annotation.versioning.ConsumerType;

/** The capability of a task that tells when the kernel has killed one of its processes for lack of memory. */
@ConsumerType
public interface OutOfMemoryNotices {

    /**
     * Calls back once for each time that processes were killed, from now until the task ends; kills that come together
     * may be told once. Kills before the call are not told, but count for {@link ExitStatus#outOfMemory}.
     *
     * @param told must not block; runs on a thread of the driver
     * @throws dev.wharf.spi.DriverException NOT_FOUND when the task has ended, UNSUPPORTED, INTERNAL
     */
    void onOutOfMemory(Runnable told);
}
