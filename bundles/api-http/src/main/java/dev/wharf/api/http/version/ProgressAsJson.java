package dev.wharf.api.http.version;

import java.util.Set;

/** 1.1: progress is a stream of JSON objects; below, plain text. */
final class ProgressAsJson extends Step {
    ProgressAsJson() {
        super(
                new ApiVersion(1, 1),
                "Progress is a stream of JSON objects in place of plain text.",
                Set.of(Endpoint.IMAGE_CREATE, Endpoint.IMAGE_INSERT, Endpoint.IMAGE_PUSH));
    }

    @Override
    StreamFormat framing(StreamFormat format) {
        return format == StreamFormat.JSON_OBJECTS ? StreamFormat.PLAIN_TEXT : format;
    }
}
