package dev.wharf.engine.log;

import dev.wharf.spi.log.LogStream;

/**
 * How far the output of a container has been logged.
 *
 * @param position of the log sink
 * @param stdout bytes of standard output that are in the log
 * @param stderr bytes of standard error that are in the log
 */
record LogState(long position, long stdout, long stderr) {
    /** Nothing of the run has been logged. */
    static final LogState NOTHING = new LogState(0, 0, 0);

    /** The offset of the first byte that is not in the log. */
    long logged(LogStream stream) {
        return stream == LogStream.STDOUT ? stdout : stderr;
    }
}
