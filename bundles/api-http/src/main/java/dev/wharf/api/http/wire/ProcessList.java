package dev.wharf.api.http.wire;

import dev.wharf.engine.api.container.ContainerProcesses;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a container; Docker 1.9.1, api/types/types.go (ContainerProcessList).
 *
 * @param processes {@code Processes}: null for none
 * @param titles {@code Titles}
 */
public record ProcessList(Optional<List<List<String>>> processes, List<String> titles) {

    /** The document of processes. */
    public static ProcessList of(ContainerProcesses processes) {
        return new ProcessList(Optional.of(processes.rows()).filter(rows -> !rows.isEmpty()), processes.titles());
    }
}
