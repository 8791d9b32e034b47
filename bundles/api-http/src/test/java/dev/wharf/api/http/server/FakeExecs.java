package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.NotRunning;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.exec.Exec;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.api.exec.ExecService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Execs whose streams the test writes and reads. A command {@code nosuch} and a container {@code stopped} are refused. */
final class FakeExecs implements ExecService {
    static final String ID = "e0".repeat(32);

    /** The attachments that were made, in order. */
    final BlockingQueue<FakeAttachment> attachments = new LinkedBlockingQueue<>();

    final Set<String> started = ConcurrentHashMap.newKeySet();
    volatile String size = "";

    private final FakeContainers containers;
    private final Map<String, Exec> execs = new ConcurrentHashMap<>();

    FakeExecs(FakeContainers containers) {
        this.containers = containers;
    }

    @Override
    public String create(String container, ExecConfig config) {
        Container found = containers.inspect(container);
        if (config.command().isEmpty()) {
            throw new InvalidArgument("No exec command specified");
        }
        if (found.name().equals("stopped")) {
            throw new NotRunning("Container stopped is not running");
        }
        execs.put(ID, new Exec(ID, found, config, false, OptionalInt.empty(), 0));
        return ID;
    }

    @Override
    public Attachment start(String exec, boolean tty) {
        Exec found = inspect(exec);
        refuseSecondStart(exec);
        FakeAttachment attachment =
                new FakeAttachment(found.config().tty(), found.config().attachStdin());
        attachments.add(attachment);
        return attachment;
    }

    @Override
    public void startDetached(String exec) {
        inspect(exec);
        refuseSecondStart(exec);
    }

    @Override
    public void resize(String exec, int rows, int columns) {
        inspect(exec);
        size = rows + "x" + columns;
    }

    @Override
    public Exec inspect(String exec) {
        return Optional.ofNullable(execs.get(exec))
                .orElseThrow(() -> new NotFound("No such exec instance '" + exec + "' found in daemon"));
    }

    private void refuseSecondStart(String exec) {
        if (inspect(exec).config().command().equals(List.of("nosuch"))) {
            throw new NotFound("not found");
        }
        if (!started.add(exec)) {
            throw new Conflict("Error: Exec command " + exec + " is already running");
        }
    }
}
