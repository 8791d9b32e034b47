package dev.wharf.execnative;

import dev.wharf.execnative.script.JoinedNamespace;
import dev.wharf.linux.Fd;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.TaskId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The namespaces that a task shares with others, each reached through the pidfd of another task's first process. */
final class Joins {
    private static final List<Descriptor> PLACES = List.of(
            Descriptor.NAMESPACE_1,
            Descriptor.NAMESPACE_2,
            Descriptor.NAMESPACE_3,
            Descriptor.NAMESPACE_4,
            Descriptor.NAMESPACE_5);

    private final Map<TaskId, Descriptor> places = new LinkedHashMap<>();
    private final List<JoinedNamespace> joined = new ArrayList<>();

    Joins(Namespaces namespaces) {
        add(JoinedNamespace.Kind.PID, namespaces.pid());
        add(JoinedNamespace.Kind.NETWORK, namespaces.network());
        add(JoinedNamespace.Kind.IPC, namespaces.ipc());
        add(JoinedNamespace.Kind.UTS, namespaces.uts());
        add(JoinedNamespace.Kind.CGROUP, namespaces.cgroup());
    }

    private void add(JoinedNamespace.Kind kind, Namespace namespace) {
        if (namespace instanceof Namespace.Join join) {
            Descriptor place = places.computeIfAbsent(join.task(), task -> PLACES.get(places.size()));
            joined.add(new JoinedNamespace(kind, place.number()));
        }
    }

    List<JoinedNamespace> joined() {
        return List.copyOf(joined);
    }

    /** Opens the tasks that are joined. */
    void lend(Function<TaskId, Fd> pidfds, Map<Descriptor, Fd> descriptors, Opened opened) {
        places.forEach((task, place) -> descriptors.put(place, opened.lend(pidfds.apply(task))));
    }
}
