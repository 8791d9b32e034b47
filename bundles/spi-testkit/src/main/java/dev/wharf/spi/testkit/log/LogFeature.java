package dev.wharf.spi.testkit.log;

/**
 * What log drivers may or may not be able to do. A feature is tested both ways: claimed, it must work; not claimed, it must
 * be absent as told here.
 */
public enum LogFeature {
    /** The driver has the capability {@link dev.wharf.spi.log.LogReader}. Without it the capability is absent. */
    READING,

    /** The driver has the capability {@link dev.wharf.spi.log.KeepsNothing}. Without it the capability is absent. */
    KEEPING_NOTHING,

    /** A sink takes back what was written after a position. Without it the position is always 0. */
    REWINDING,

    /** The driver tells the file of a log, which is there once something was written. Without it none is told. */
    LOG_FILE,

    /** Bytes that are no UTF-8 are read as they were written. Without it each stretch of them is read as U+FFFD. */
    EXACT_BYTES,

    /**
     * Old records give way to new ones, with the options that the suite tells. Without it the suite tells none.
     */
    ROTATION
}
