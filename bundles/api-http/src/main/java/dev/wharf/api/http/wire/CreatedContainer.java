package dev.wharf.api.http.wire;

import dev.wharf.engine.api.container.Created;
import java.util.List;
import java.util.stream.Stream;

/**
 * The answer to a create.
 *
 * @param id {@code Id}
 * @param warnings {@code Warnings}
 */
public record CreatedContainer(String id, List<String> warnings) {

    /** The engine's answer, with warnings of the request's body in front. */
    public static CreatedContainer of(Created created, List<String> bodyWarnings) {
        return new CreatedContainer(
                created.id(),
                Stream.concat(bodyWarnings.stream(), created.warnings().stream())
                        .toList());
    }
}
