package dev.wharf.spi.testkit.exec;

/**
 * What execution drivers may or may not be able to do. A feature is tested both ways: claimed, it must work; not claimed,
 * it must be refused as told here.
 */
public enum ExecutionFeature {
    /** Tasks have {@link dev.wharf.spi.exec.TaskResources}. Without it that capability is absent. */
    PAUSE,

    /** Tasks have {@link dev.wharf.spi.exec.TaskStatistics}. Without it that capability is absent. */
    STATISTICS,

    /** Tasks have {@link dev.wharf.spi.exec.OutOfMemoryNotices}. Without it that capability is absent. */
    OUT_OF_MEMORY_NOTICES,

    /** A task can join the pid namespace of another. Without it {@code create} throws UNSUPPORTED. */
    JOINED_PIDS
}
