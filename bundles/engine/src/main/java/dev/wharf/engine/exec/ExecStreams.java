package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.container.ContainerFolders;
import dev.wharf.engine.log.OutputSpec;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.TaskProcess;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of execs. What nobody hears is thrown away, so that no exec waits for a client. */
final class ExecStreams {
    private static final Logger LOG = LoggerFactory.getLogger(ExecStreams.class);

    private final ExecSite site;

    ExecStreams(ExecSite site) {
        this.site = site;
    }

    /** A client's connection, which hears the first byte when it is made before the streams are opened. */
    Attachment attach(LiveExec exec) {
        ExecConfig config = exec.config();
        AttachOptions options =
                new AttachOptions(false, true, config.attachStdin(), config.attachStdout(), config.attachStderr());
        return site.outputs().attach(spec(exec, config.attachStdin()), options);
    }

    /**
     * Opens the streams of an exec that is about to start.
     *
     * @param stdin whether a client sends its input
     */
    Stdio open(LiveExec exec, boolean stdin) {
        return site.outputs().open(spec(exec, stdin), () -> closeStdin(exec));
    }

    /** Goes on with an exec whose client was lost with an earlier daemon, or clears away what is left of its streams. */
    void recover(LiveExec exec) {
        site.outputs().recover(spec(exec, false), () -> true);
    }

    /** Ends the input of an exec, and tells whether there was a process to tell it to. */
    boolean closeStdin(LiveExec exec) {
        if (exec.attached().isEmpty()) {
            return false;
        }
        try {
            return site.drivers().call(exec.container().record().execDriver(), driver -> {
                Optional<TaskProcess> process = exec.processIn(driver);
                process.ifPresent(TaskProcess::closeStdin);
                return process.isPresent();
            });
        } catch (EngineException.Unavailable ignored) {
            return false; // its successor can be told
        }
    }

    /** Ends the streams; clients still get what was written. A stream that cannot be ended keeps no exec from ending. */
    void close(LiveExec exec) {
        try {
            site.outputs().finish(exec.id());
            site.outputs().remove(exec.id());
        } catch (EngineException e) {
            LOG.warn("streams of exec {}: {}", exec.id(), e.getMessage());
        }
    }

    private OutputSpec spec(LiveExec exec, boolean stdin) {
        Path folder = ContainerFolders.of(
                site.containers().settings(), exec.container().id());
        return OutputSpec.ofExec(exec.id(), folder, exec.config().tty(), stdin);
    }
}
