package dev.wharf.engine.testing;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.StreamSink;
import dev.wharf.engine.log.ContainerOutputs;
import dev.wharf.engine.log.OutputSpec;
import dev.wharf.spi.exec.Stdio;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Knows for which containers output is carried, and keeps a diary. */
public final class FakeOutputs implements ContainerOutputs {
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Map<String, BooleanSupplier> inputs = new ConcurrentHashMap<>();
    private final List<String> diary = new CopyOnWriteArrayList<>();
    private volatile boolean away = false;

    /** The containers whose output is carried at present. */
    public Set<String> open() {
        return Set.copyOf(open);
    }

    /** What was asked for, in order: {@code open}, {@code recover}, {@code finish}, {@code remove}. */
    public List<String> diary() {
        return List.copyOf(diary);
    }

    /** Passes the end of a client's input, and tells whether that was done. */
    public boolean closeStdin(String id) {
        return Optional.ofNullable(inputs.get(id)).orElseThrow().getAsBoolean();
    }

    /** Lets the log driver be away. */
    public void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public Stdio open(OutputSpec spec, BooleanSupplier closeStdin) {
        check();
        open.add(spec.id());
        inputs.put(spec.id(), closeStdin);
        diary.add("open");
        return new Stdio(Optional.empty(), Path.of("/fifos/stdout"), Optional.of(Path.of("/fifos/stderr")));
    }

    @Override
    public void recover(OutputSpec spec, BooleanSupplier closeStdin) {
        check();
        open.add(spec.id());
        inputs.put(spec.id(), closeStdin);
        diary.add("recover");
    }

    @Override
    public void finish(String containerId) {
        open.remove(containerId);
        diary.add("finish");
    }

    @Override
    public void remove(String containerId) {
        diary.add("remove");
    }

    @Override
    public Attachment attach(OutputSpec spec, AttachOptions options) {
        diary.add("attach");
        return new SilentAttachment(spec);
    }

    @Override
    public Optional<Path> logFile(OutputSpec spec) {
        return Optional.of(spec.target().folder().resolve(spec.id() + "-json.log"));
    }

    /** Hears nothing, and ends at once. */
    private record SilentAttachment(OutputSpec spec) implements Attachment {
        @Override
        public Optional<OutputStream> stdin() {
            return spec.openStdin() ? Optional.of(OutputStream.nullOutputStream()) : Optional.empty();
        }

        @Override
        public boolean hasTerminal() {
            return spec.terminal();
        }

        @Override
        public void copyTo(StreamSink sink) {}

        @Override
        public void close() {}
    }

    private void check() {
        if (away) {
            throw new EngineException.Unavailable("log driver \"json-file\" is not available");
        }
    }
}
