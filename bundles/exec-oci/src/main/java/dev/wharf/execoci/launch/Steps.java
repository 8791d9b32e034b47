package dev.wharf.execoci.launch;

import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.launch.Argument;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Step;
import java.util.ArrayList;
import java.util.List;

/** Collects steps: how many there are must be known before a fork can pass over them. */
final class Steps {
    static final Argument HERE = number(-100);
    static final int O_CLOEXEC = 02000000;

    private final Script script;
    private final List<Step> steps = new ArrayList<>();

    Steps(Script script) {
        this.script = script;
    }

    Script script() {
        return script;
    }

    List<Step> all() {
        return List.copyOf(steps);
    }

    void add(Step step) {
        steps.add(step);
    }

    void call(String what, Call call, Argument... arguments) {
        add(Step.of(what, call, arguments));
    }

    Argument text(String text) {
        return script.text(text);
    }

    /** Opens a file; returns where its descriptor will be. */
    int open(String path, int flags) {
        int fd = script.reserve(4);
        add(Step.of("open " + path, Call.OPENAT, HERE, text(path), number(flags | O_CLOEXEC), number(0))
                .storing(fd));
        return fd;
    }
}
