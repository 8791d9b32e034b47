package dev.wharf.engine.api.container;

import java.util.List;

/**
 * The processes of a container as ps(1) of the host shows them.
 *
 * @param titles of the columns
 * @param rows a text for each column
 */
public record ContainerProcesses(List<String> titles, List<List<String>> rows) {
    /** Copies. */
    public ContainerProcesses {
        titles = List.copyOf(titles);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
