package dev.wharf.engine.api.image;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * A step of a long operation on images.
 *
 * @param id what the step is about, such as the first 12 digits of a layer; empty for the whole
 * @param status text
 * @param current bytes done
 * @param total bytes in all
 */
public record Progress(String id, String status, OptionalLong current, OptionalLong total) {
    /** Checks all parts. */
    public Progress {
        requireNonNull(id, "id");
        requireNonNull(status, "status");
        requireNonNull(current, "current");
        requireNonNull(total, "total");
    }

    /** A step without numbers. */
    public static Progress of(String status) {
        return new Progress("", status, OptionalLong.empty(), OptionalLong.empty());
    }
}
