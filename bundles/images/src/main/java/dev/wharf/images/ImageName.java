package dev.wharf.images;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.name.Reference;
import java.util.List;

/** The names that new images get. */
final class ImageName {
    private ImageName() {}

    /**
     * The name that was asked for, {@code repository:tag}; none for an empty text.
     *
     * @param work for the message: what cannot be done
     * @throws InvalidArgument when it is malformed or a digest
     */
    static List<String> of(String reference, String work) {
        if (reference.isEmpty()) {
            return List.of();
        }
        Reference parsed = Reference.parse(reference);
        if (parsed.digest().isPresent()) {
            throw new InvalidArgument("cannot " + work + " digest reference");
        }
        return List.of(parsed.withDefaultTag().toString());
    }
}
