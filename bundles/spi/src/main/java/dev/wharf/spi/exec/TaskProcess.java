package dev.wharf.spi.exec;

import dev.wharf.spi.AnswersWithin;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ConsumerType;

/** A process that the driver started: the first one of a task, or a further one. */
@ConsumerType
public interface TaskProcess {

    /** The id that it was made with. */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    TaskId id();

    /** The process id as the host sees it. */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    int pid();

    /**
     * Completes exactly once, with how the process ended. All of its output is in the FIFOs by then. Never completes
     * exceptionally, but for DriverException UNAVAILABLE when what watched the process is gone and with it the status.
     * Callbacks must not block.
     */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    CompletableFuture<ExitStatus> exit();

    /**
     * Sends a signal to this process.
     *
     * @param signal its number
     * @throws dev.wharf.spi.DriverException NOT_FOUND when the process has ended
     */
    void signal(int signal);

    /**
     * Sets the size of the terminal.
     *
     * @throws dev.wharf.spi.DriverException FAILED_PRECONDITION without a terminal, NOT_FOUND when it has ended
     */
    void resize(TerminalSize size);

    /** Lets the process see the end of its input, once all writers have closed the FIFO. Harmless when repeated. */
    void closeStdin();

    /**
     * Lets go of what is kept for an ended process: its run files and what outlived the daemon.
     *
     * @throws dev.wharf.spi.DriverException FAILED_PRECONDITION while it runs
     */
    void delete();
}
