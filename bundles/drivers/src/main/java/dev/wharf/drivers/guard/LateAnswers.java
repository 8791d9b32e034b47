package dev.wharf.drivers.guard;

import dev.wharf.drivers.guard.Outcome.Answer;
import dev.wharf.spi.exec.TaskProcess;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a driver hands out when nobody waits for it any more.
 *
 * @param subject the driver
 * @param plan of the call
 * @param vitals where stuck calls are counted
 */
record LateAnswers(Subject subject, CallPlan plan, Vitals vitals) implements Call.Lateness {
    private static final Logger LOG = LoggerFactory.getLogger(LateAnswers.class);
    private static final int SIGKILL = 9;

    @Override
    public void began() {
        vitals.stuck();
    }

    @Override
    public void ended(Outcome late) {
        vitals.cameBack();
        LOG.info("{} came back from {} after it was given up", subject, plan.name());
        if (late instanceof Answer answer) {
            answer.value().ifPresent(this::discard);
        }
    }

    private void discard(Object value) {
        Object found = value instanceof Optional<?> optional
                ? optional.map(Object.class::cast).orElse("")
                : value;
        try {
            if (found instanceof AutoCloseable open) {
                open.close();
            } else if (found instanceof TaskProcess process && isMade()) {
                end(process);
            }
        } catch (Throwable e) { // the root of a thread of foreign code, and there is nothing left to undo
            LOG.warn("{} cannot take back what it handed out too late: {}", subject, e.toString());
        }
    }

    /** Whether the call made a process, and did not find one that others know. */
    private boolean isMade() {
        return plan.name().equals("create") || plan.name().equals("exec");
    }

    private static void end(TaskProcess process) {
        var unused = process.exit().thenRun(process::delete);
        process.signal(SIGKILL);
    }
}
