package dev.wharf.engine.log;

import dev.wharf.linux.LinuxException;
import dev.wharf.spi.log.LogStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of one run of a container. */
final class OutputRun {
    private static final Logger LOG = LoggerFactory.getLogger(OutputRun.class);

    private final OutputSpec spec;
    private final Spool spool;
    private final Optional<LogWriter> writer;
    private final List<OutputFifo> fifos;
    private final Optional<StdinPipe> stdin;
    private final Bell bell;
    private volatile boolean finished;

    OutputRun(
            OutputSpec spec,
            Spool spool,
            Optional<LogWriter> writer,
            List<OutputFifo> fifos,
            Optional<StdinPipe> stdin,
            Bell bell) {
        this.spec = spec;
        this.spool = spool;
        this.writer = writer;
        this.fifos = List.copyOf(fifos);
        this.stdin = stdin;
        this.bell = bell;
    }

    OutputSpec spec() {
        return spec;
    }

    Spool spool() {
        return spool;
    }

    /** Writes the log; empty when none is kept. */
    Optional<LogWriter> writer() {
        return writer;
    }

    Optional<StdinPipe> stdin() {
        return stdin;
    }

    /** Rings when the log has grown, and at the end. */
    Bell bell() {
        return bell;
    }

    /** Whether the log grows no more. */
    boolean isFinished() {
        return finished;
    }

    /** Begins to carry. */
    void watch() {
        fifos.forEach(OutputFifo::watch);
    }

    /** Collects the last output and tells clients that nothing more will come. */
    void drain() {
        for (OutputFifo fifo : fifos) {
            try (fifo) {
                fifo.drain();
            } catch (LinuxException e) {
                LOG.error("the last output of container {} is lost: {}", spec.id(), e.getMessage());
            }
        }
        spool.complete();
        stdin.ifPresent(StdinPipe::end);
    }

    /**
     * Logs what is left, and deletes the spool when all of it is in the log.
     *
     * @return whether all of it is
     */
    boolean finishLog(OutputTools tools) {
        boolean complete = writer.map(log -> log.finish(tools.clock())).orElse(true);
        if (complete) {
            forgetSpool();
        }
        finished = true;
        bell.ring();
        return complete;
    }

    /** Goes on trying to log what is left, after the log could not be finished. */
    void finishLogLater(Runnable done) {
        writer.ifPresent(log -> log.finishLater(done));
    }

    /** Deletes the spool, which is in the log or of no use; readers go on. */
    void forgetSpool() {
        spool.unlink();
        writer.ifPresent(LogWriter::forget);
    }

    /** Lets go of everything; readers of the spool go on to its end. */
    void close() {
        fifos.forEach(OutputFifo::close);
        stdin.ifPresent(StdinPipe::end);
        writer.ifPresent(LogWriter::close);
        spool.close();
        finished = true;
        bell.ring();
    }

    static List<LogStream> streams(OutputSpec spec) {
        return spec.terminal() ? List.of(LogStream.STDOUT) : List.of(LogStream.STDOUT, LogStream.STDERR);
    }
}
