package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import dev.wharf.engine.api.image.Removal;

/**
 * A step of the removal of an image: either a name or an id.
 *
 * @param untagged {@code Untagged}: the name that was taken away
 * @param deleted {@code Deleted}: the id of the image that was deleted
 * @param untaggedFrom id of the image that lost the name; the ladder needs it and takes it out
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RemovalRow(
        String untagged,
        String deleted,
        @JsonProperty("UntaggedFrom") @JsonView(Json.ForTheLadder.class) String untaggedFrom) {

    /** The row of a step. */
    public static RemovalRow of(Removal removal) {
        if (removal instanceof Removal.Untagged untagged) {
            return new RemovalRow(untagged.reference(), "", Ids.plain(untagged.imageId()));
        }
        return new RemovalRow("", Ids.plain(((Removal.Deleted) removal).imageId()), "");
    }
}
