package dev.wharf.api.http.version;

import java.util.Set;

/** 1.6: attach tells standard output from standard error; below, both are merged. */
final class AttachIsFramed extends Step {
    AttachIsFramed() {
        super(
                new ApiVersion(1, 6),
                "Attach tells standard output from standard error by a header.",
                Set.of(Endpoint.CONTAINER_ATTACH));
    }

    @Override
    StreamFormat framing(StreamFormat format) {
        return format == StreamFormat.FRAMED ? StreamFormat.MERGED : format;
    }
}
