package dev.wharf.engine.statistics;

import static java.util.stream.Collectors.joining;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lists processes with ps(1) of the host; Docker 20.10, daemon/top_unix.go, ContainerTop. */
final class ListProcesses {
    private static final Pattern BLANKS = Pattern.compile("[\\t\\n\\f\\r ]+");
    /** A column whose title is made that of the process ids would let the lines of other processes through. */
    private static final Pattern RENAMED = Pattern.compile("([^\\s,=]*)=\\s*(PID\\S*)");
    /** With more of them their list could become too long for an argument; execve(2), MAX_ARG_STRLEN. */
    private static final int MOST_NAMED = 4096;

    private final Ps ps;

    ListProcesses(Ps ps) {
        this.ps = ps;
    }

    /**
     * Lists processes.
     *
     * @param arguments of ps, separated by blanks; empty for {@code -ef}
     * @throws EngineException InvalidArgument for what ps does not understand, Internal
     */
    ContainerProcesses list(List<Integer> pids, String arguments) {
        List<String> words =
                BLANKS.splitAsStream(arguments).filter(word -> !word.isEmpty()).toList();
        check(arguments);
        return ProcessTable.parse(output(words.isEmpty() ? List.of("-ef") : words, pids), pids);
    }

    private static void check(String arguments) {
        RENAMED.matcher(arguments)
                .results()
                .filter(found -> !found.group(1).replaceFirst("^-?o", "").equals("pid"))
                .findFirst()
                .ifPresent(found -> {
                    throw new EngineException.InvalidArgument(
                            "specifying \"" + found.group(1) + "=" + found.group(2) + "\" is not allowed");
                });
    }

    /** Some options cannot be used together with the choice of processes, so that it is left away then. */
    private String output(List<String> words, List<Integer> pids) {
        if (pids.size() <= MOST_NAMED) {
            List<String> chosen = new ArrayList<>(words);
            chosen.add("-q" + pids.stream().map(String::valueOf).collect(joining(",")));
            Ps.Result result = ps.run(chosen);
            if (result.isSuccess()) {
                return result.output();
            }
        }
        return all(words);
    }

    private String all(List<String> words) {
        Ps.Result result = ps.run(words);
        if (!result.isSuccess() && !result.isEmptyList()) {
            String reason = result.error().isEmpty() ? "exit status " + result.code() : result.error();
            throw new EngineException.InvalidArgument("Error running ps: " + reason);
        }
        return result.output();
    }
}
