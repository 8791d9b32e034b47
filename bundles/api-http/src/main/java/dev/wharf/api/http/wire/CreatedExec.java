package dev.wharf.api.http.wire;

import java.util.List;
import java.util.Optional;

/**
 * The answer to the making of an exec; Docker 1.9.1, api/types/types.go (ContainerExecCreateResponse).
 *
 * @param id {@code Id}
 * @param warnings {@code Warnings}: null for none
 */
public record CreatedExec(String id, Optional<List<String>> warnings) {

    /** The answer for an exec. */
    public static CreatedExec of(String id) {
        return new CreatedExec(id, Optional.empty());
    }
}
