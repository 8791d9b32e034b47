package dev.wharf.engine.statistics;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerProcesses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Picks the lines of some processes from what ps printed; Docker 20.10, daemon/top_unix.go, parsePSOutput. */
final class ProcessTable {
    private final List<String> titles;
    private final int pidColumn;
    private final Set<Integer> pids;
    private final List<List<String>> rows = new ArrayList<>();
    private boolean lastWasOurs;

    private ProcessTable(List<String> titles, Collection<Integer> pids) {
        this.titles = titles;
        this.pids = Set.copyOf(pids);
        pidColumn = titles.indexOf("PID");
        if (pidColumn < 0) {
            throw new EngineException.InvalidArgument("Couldn't find PID field in ps output");
        }
    }

    /**
     * Reads an output.
     *
     * @throws EngineException InvalidArgument when it has no column of process ids
     */
    static ContainerProcesses parse(String output, Collection<Integer> pids) {
        List<String> lines = output.lines().toList();
        ProcessTable table = new ProcessTable(lines.isEmpty() ? List.of() : fields(lines.get(0)), pids);
        lines.stream().skip(1).map(ProcessTable::fields).forEach(table::add);
        return new ContainerProcesses(table.titles, table.rows);
    }

    /** Threads have a dash for the process id, below the line of their process. */
    private void add(List<String> fields) {
        if (fields.size() <= pidColumn) {
            return;
        }
        String pid = fields.get(pidColumn);
        if (!pid.equals("-")) {
            lastWasOurs = pids.contains(number(pid));
        }
        if (lastWasOurs) {
            rows.add(row(fields));
        }
    }

    private List<String> row(List<String> fields) {
        int last = titles.size() - 1;
        List<String> row = new ArrayList<>(fields.subList(0, Math.min(last, fields.size())));
        row.addAll(Collections.nCopies(last - row.size(), ""));
        row.add(String.join(" ", fields.subList(Math.min(last, fields.size()), fields.size())));
        return row;
    }

    private static int number(String pid) {
        try {
            return Integer.parseInt(pid);
        } catch (NumberFormatException e) {
            throw new EngineException.InvalidArgument("Unexpected pid '" + pid + "'", e);
        }
    }

    private static List<String> fields(String line) {
        String bare = line.strip();
        return bare.isEmpty() ? List.of() : List.of(bare.split("[\\t\\n\\f\\r ]+"));
    }
}
