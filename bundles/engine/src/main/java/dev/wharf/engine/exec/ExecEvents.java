package dev.wharf.engine.exec;

import dev.wharf.engine.container.ContainerEvents;
import java.util.List;
import java.util.Map;

/** Tells what happens to execs, as events of their containers with the words of Docker 20.10, daemon/exec.go. */
final class ExecEvents {
    private static final String ID = "execID";

    private final ContainerEvents events;

    ExecEvents(ContainerEvents events) {
        this.events = events;
    }

    void created(LiveExec exec) {
        events.tell(exec.container(), "exec_create: " + command(exec), Map.of(ID, exec.id()));
    }

    void started(LiveExec exec) {
        events.tell(exec.container(), "exec_start: " + command(exec), Map.of(ID, exec.id()));
    }

    void died(LiveExec exec, int exitCode) {
        events.tell(exec.container(), "exec_die", Map.of(ID, exec.id(), "exitCode", String.valueOf(exitCode)));
    }

    /** A command without arguments has a blank behind it, too. */
    private static String command(LiveExec exec) {
        List<String> command = exec.config().command();
        return command.get(0) + ' ' + String.join(" ", command.subList(1, command.size()));
    }
}
