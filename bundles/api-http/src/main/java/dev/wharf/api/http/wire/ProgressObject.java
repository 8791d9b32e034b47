package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.image.Progress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An element of a progress stream; keys and order of Docker 1.9.1, pkg/jsonmessage.
 *
 * @param stream {@code stream}: text for the user's terminal
 * @param status {@code status}: what is being done
 * @param progressDetail {@code progressDetail}: bytes; without keys for a step that has an id and no numbers
 * @param progress {@code progress}: the bar to show
 * @param id {@code id}: what the element is about
 * @param errorDetail {@code errorDetail}: the failure that ends the stream
 * @param error {@code error}: its text
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProgressObject(
        @JsonProperty("stream") String stream,
        @JsonProperty("status") String status,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonProperty("progressDetail") Optional<Detail> progressDetail,
        @JsonProperty("progress") String progress,
        @JsonProperty("id") String id,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonProperty("errorDetail") Optional<Failure> errorDetail,
        @JsonProperty("error") String error) {

    /** Bytes done and in all. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Detail(@JsonProperty("current") OptionalLong current, @JsonProperty("total") OptionalLong total) {}

    /** A failure. */
    record Failure(@JsonProperty("message") String message) {}

    /** The element of a step. An import ends with the id of the image as its status. */
    public static ProgressObject of(Progress step) {
        boolean bare = step.id().isEmpty() && step.current().isEmpty();
        return new ProgressObject(
                "",
                Ids.plain(step.status()),
                bare ? Optional.empty() : Optional.of(new Detail(step.current(), step.total())),
                ProgressBar.of(step),
                step.id(),
                Optional.empty(),
                "");
    }

    /** An element that only says something. */
    public static ProgressObject ofStatus(String status) {
        return of(Progress.of(status));
    }

    /** Text for the user's terminal. */
    public static ProgressObject ofStream(String text) {
        return new ProgressObject(text, "", Optional.empty(), "", "", Optional.empty(), "");
    }

    /** The last element of a stream that fails. */
    public static ProgressObject ofError(String message) {
        return new ProgressObject("", "", Optional.empty(), "", "", Optional.of(new Failure(message)), message);
    }
}
