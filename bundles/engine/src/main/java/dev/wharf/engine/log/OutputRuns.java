package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.log.LogStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the parts of a run together: the spool, the log, the FIFOs. */
final class OutputRuns {
    private static final String STATE = "spool-state";

    private final OutputTools tools;
    private final FifoFolder fifos;

    OutputRuns(OutputTools tools, FifoFolder fifos) {
        this.tools = tools;
        this.fifos = fifos;
    }

    /** A run that begins, with new FIFOs and an empty spool. Not yet watched. */
    OutputRun begin(OutputSpec spec, Runnable closeStdin) {
        Map<LogStream, SpoolFile> files = new EnumMap<>(LogStream.class);
        for (LogStream stream : OutputRun.streams(spec)) {
            files.put(stream, SpoolFile.empty(tools.kernel(), folder(spec), spec.spoolPrefix(stream)));
        }
        Parts parts = parts(spec, files, Optional.empty());
        try {
            parts.writer().ifPresent(LogWriter::open);
            fifos.make(spec);
            return run(spec, parts, closeStdin);
        } catch (EngineException | LinuxException e) {
            parts.close();
            fifos.remove(spec.id());
            throw e;
        }
    }

    /** A run that an earlier daemon began; only what it left in the spool when its FIFOs are gone. Not yet watched. */
    OutputRun recover(OutputSpec spec, Runnable closeStdin) {
        if (!spec.hasLogDriver()) {
            return recoverExec(spec, closeStdin);
        }
        Optional<LogState> stored = StateFile.read(folder(spec).resolve(STATE));
        LogState logged = stored.orElse(LogState.NOTHING);
        Map<LogStream, SpoolFile> files = new EnumMap<>(LogStream.class);
        for (LogStream stream : OutputRun.streams(spec)) {
            files.put(
                    stream,
                    SpoolFile.recover(tools.kernel(), folder(spec), spec.spoolPrefix(stream), logged.logged(stream)));
        }
        Parts parts = parts(spec, files, stored);
        files.keySet().forEach(stream -> parts.spool().appendLeft(stream, logged));
        return runOrRest(spec, parts, closeStdin);
    }

    private OutputRun runOrRest(OutputSpec spec, Parts parts, Runnable closeStdin) {
        try {
            return fifos.exists(spec.id())
                    ? run(spec, parts, closeStdin)
                    : new OutputRun(spec, parts.spool(), parts.writer(), List.of(), Optional.empty(), parts.bell());
        } catch (EngineException | LinuxException e) {
            parts.close();
            throw e;
        }
    }

    /** The clients of an exec went with the earlier daemon, and what it had spooled for them is of no use. */
    private OutputRun recoverExec(OutputSpec spec, Runnable closeStdin) {
        Map<LogStream, SpoolFile> files = new EnumMap<>(LogStream.class);
        for (LogStream stream : OutputRun.streams(spec)) {
            SpoolFile.discard(folder(spec), spec.spoolPrefix(stream));
            files.put(stream, SpoolFile.empty(tools.kernel(), folder(spec), spec.spoolPrefix(stream)));
        }
        return runOrRest(spec, parts(spec, files, Optional.empty()), closeStdin);
    }

    /** Whether an earlier run left output that is not in the log. */
    boolean hasLeft(OutputSpec spec) {
        if (!spec.hasLogDriver()) {
            return false;
        }
        if (Files.exists(folder(spec).resolve(STATE))) {
            return true;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder(spec), "spool-*")) {
            return left.iterator().hasNext();
        } catch (IOException e) {
            throw new EngineException.Internal("cannot look for a spool in " + folder(spec) + ": " + e.getMessage(), e);
        }
    }

    private record Parts(Spool spool, Optional<LogWriter> writer, Bell bell) {
        void close() {
            writer.ifPresent(LogWriter::close);
            spool.close();
        }
    }

    private Parts parts(OutputSpec spec, Map<LogStream, SpoolFile> files, Optional<LogState> stored) {
        Spool spool = new Spool(files, tools.clock());
        Bell bell = new Bell();
        StateFile state = new StateFile(tools.kernel(), folder(spec).resolve(STATE));
        Optional<LogWriter> writer = tools.sinks().keepsNothing(spec)
                ? Optional.empty()
                : Optional.of(new LogWriter(spec, spool, state, stored, tools, bell));
        return new Parts(spool, writer, bell);
    }

    private OutputRun run(OutputSpec spec, Parts parts, Runnable closeStdin) {
        Stdio paths = fifos.paths(spec);
        List<OutputFifo> opened = new ArrayList<>();
        Runnable arrived =
                parts.writer().<Runnable>map(writer -> writer::arrived).orElse(() -> {});
        try {
            for (LogStream stream : OutputRun.streams(spec)) {
                Fd fifo = fifos.openOutput(
                        stream == LogStream.STDOUT
                                ? paths.stdout()
                                : paths.stderr().orElseThrow());
                opened.add(new OutputFifo(stream, fifo, parts.spool(), tools.pump(), arrived));
            }
        } catch (LinuxException e) {
            opened.forEach(OutputFifo::close);
            throw e;
        }
        Optional<StdinPipe> stdin = paths.stdin().map(fifo -> new StdinPipe(fifo, tools, closeStdin));
        return new OutputRun(spec, parts.spool(), parts.writer(), opened, stdin, parts.bell());
    }

    private static Path folder(OutputSpec spec) {
        return spec.target().folder();
    }
}
