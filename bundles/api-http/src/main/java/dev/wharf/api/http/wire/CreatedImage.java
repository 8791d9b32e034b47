package dev.wharf.api.http.wire;

/**
 * The answer to a commit.
 *
 * @param id {@code Id}
 */
public record CreatedImage(String id) {

    /** The answer for an image. */
    public static CreatedImage of(String id) {
        return new CreatedImage(Ids.plain(id));
    }
}
