package dev.wharf.engine.rehearsal;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.api.exec.ExecService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Executes further processes in a container, as a client does it: with its output, to its end. */
final class RehearsedExecs {
    /** After so many the time of an exec hardly falls any more. */
    private static final int EXECS = 220;

    /** So many follow that are alike and have a rest before them, as those that watch a container: drivers may be prepared. */
    private static final int CHECKS = 20;

    private static final Duration REST = Duration.ofMillis(40);

    private final ExecService execs;

    RehearsedExecs(ExecService execs) {
        this.execs = execs;
    }

    /**
     * Executes the program of the stage some times.
     *
     * @param container that runs
     * @param isOver asked before each, and while it rests
     * @throws EngineException as {@link ExecService}
     */
    void run(String container, Predicate<Duration> isOver) {
        for (int i = 0; i < EXECS && !isOver.test(Duration.ZERO); i++) {
            run(container, "ROUND=" + i);
        }
        for (int i = 0; i < CHECKS && !isOver.test(REST); i++) {
            run(container, "ROUND=check");
        }
    }

    private void run(String container, String variable) {
        String exec = execs.create(container, config(variable));
        try (Attachment client = execs.start(exec, false)) {
            client.copyTo((stream, bytes) -> {});
        } catch (IOException e) {
            throw new EngineException.Internal("output of a rehearsal: " + e.getMessage(), e);
        }
        execs.inspect(exec);
    }

    private static ExecConfig config(String variable) {
        List<String> command = List.of(Stage.PROGRAM);
        return new ExecConfig(command, false, false, true, true, "", false, List.of(variable), "", "");
    }
}
