package dev.wharf.engine.rehearsal;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.api.exec.ExecService;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Executes further processes in a container, as a client does it: with its output, to its end. */
final class RehearsedExecs {
    /** After so many the time of an exec hardly falls any more. */
    private static final int EXECS = 220;

    private final ExecService execs;

    RehearsedExecs(ExecService execs) {
        this.execs = execs;
    }

    /**
     * Executes the program of the stage some times.
     *
     * @param container that runs
     * @param isOver asked before each
     * @throws EngineException as {@link ExecService}
     */
    void run(String container, BooleanSupplier isOver) {
        for (int i = 0; i < EXECS && !isOver.getAsBoolean(); i++) {
            String exec = execs.create(container, config());
            try (Attachment client = execs.start(exec, false)) {
                client.copyTo((stream, bytes) -> {});
            } catch (IOException e) {
                throw new EngineException.Internal("output of a rehearsal: " + e.getMessage(), e);
            }
            execs.inspect(exec);
        }
    }

    private static ExecConfig config() {
        return new ExecConfig(List.of(Stage.PROGRAM), false, false, true, true, "", false, List.of(), "", "");
    }
}
