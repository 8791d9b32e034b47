package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.log.LogStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a run together: the spool, the log, the FIFOs. */
final class OutputRuns {
    private static final Logger LOG = LoggerFactory.getLogger(OutputRuns.class);
    private static final String PREFIX = "spool-";
    private static final String STATE = PREFIX + "state";

    private final OutputTools tools;
    private final FifoFolder fifos;

    OutputRuns(OutputTools tools, FifoFolder fifos) {
        this.tools = tools;
        this.fifos = fifos;
    }

    /** A run that begins, with new FIFOs and an empty spool. Not yet watched. */
    OutputRun begin(OutputSpec spec, BooleanSupplier closeStdin) {
        Parts parts = tools.sinks().keepsNothing(spec) ? unlogged(spec) : empty(spec);
        try {
            parts.writer().ifPresent(LogWriter::open);
        } catch (EngineException e) {
            parts.close();
            throw e;
        }
        return withFifos(spec, parts, closeStdin);
    }

    /** A run that begins while output of the one before still waits for its log, before that of the new one. */
    OutputRun goOn(OutputSpec spec, BooleanSupplier closeStdin) {
        return withFifos(spec, recovered(spec), closeStdin);
    }

    private OutputRun withFifos(OutputSpec spec, Parts parts, BooleanSupplier closeStdin) {
        try {
            fifos.make(spec);
            return run(spec, parts, closeStdin);
        } catch (EngineException | LinuxException e) {
            parts.close();
            fifos.remove(spec.id());
            throw e;
        }
    }

    /** A run that an earlier daemon began; only what it left in the spool when its FIFOs are gone. Not yet watched. */
    OutputRun recover(OutputSpec spec, BooleanSupplier closeStdin) {
        Parts parts = tools.sinks().keepsNothing(spec) ? unlogged(spec) : recovered(spec);
        try {
            return fifos.exists(spec.id())
                    ? run(spec, parts, closeStdin)
                    : new OutputRun(spec, parts.spool(), parts.writer(), List.of(), Optional.empty(), parts.bell());
        } catch (EngineException | LinuxException e) {
            parts.close();
            throw e;
        }
    }

    private Parts empty(OutputSpec spec) {
        Map<LogStream, SpoolFile> files = new EnumMap<>(LogStream.class);
        OutputRun.streams(spec).forEach(stream -> files.put(stream, SpoolFile.empty(segments(spec, stream))));
        return parts(spec, files, Optional.empty());
    }

    /** Also for what an earlier daemon began: its clients went with it, and so did what it had spooled for them. */
    private Parts unlogged(OutputSpec spec) {
        Map<LogStream, SpoolFile> files = new EnumMap<>(LogStream.class);
        OutputRun.streams(spec).forEach(stream -> files.put(stream, SpoolFile.empty(tools.memory())));
        return new Parts(new Spool(files, tools.clock()), Optional.empty(), new Bell());
    }

    private Parts recovered(OutputSpec spec) {
        Optional<LogState> stored = StateFile.read(folder(spec).resolve(STATE));
        LogState logged = stored.orElse(LogState.NOTHING);
        Map<LogStream, SpoolFile> files = new EnumMap<>(LogStream.class);
        for (LogStream stream : OutputRun.streams(spec)) {
            files.put(stream, SpoolFile.recover(segments(spec, stream), logged.logged(stream)));
        }
        Parts parts = parts(spec, files, stored);
        for (LogStream stream : files.keySet()) {
            long lost = parts.spool().appendLeft(stream, logged);
            if (lost > 0) {
                LOG.warn(
                        "{} bytes of {} of container {} are lost: its disk took them and has not kept them",
                        lost,
                        stream,
                        spec.id());
            }
        }
        return parts;
    }

    private DiskSegments segments(OutputSpec spec, LogStream stream) {
        String prefix = PREFIX + stream.name().toLowerCase(Locale.ROOT) + "-";
        return new DiskSegments(tools.kernel(), folder(spec), fifos.folder(spec.id()), prefix);
    }

    /** Whether an earlier run left output that is not in the log. */
    boolean hasLeft(OutputSpec spec) {
        return spec.hasLogDriver()
                && (DiskSegments.areLeft(folder(spec), PREFIX)
                        || DiskSegments.areLeft(fifos.folder(spec.id()), PREFIX));
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
        LogWriter writer = new LogWriter(spec, spool, state, stored, tools, bell);
        return new Parts(spool, Optional.of(writer), bell);
    }

    private OutputRun run(OutputSpec spec, Parts parts, BooleanSupplier closeStdin) {
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
