package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.MountPoint;

/** A mount of a container; a bind has neither name nor driver. */
record MountObject(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String name,
        String source,
        String destination,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String driver,
        String mode,
        @JsonProperty("RW") boolean readWrite) {

    static MountObject of(MountPoint mount) {
        return new MountObject(
                mount.volume(), mount.source(), mount.destination(), mount.driver(), mount.mode(), mount.readWrite());
    }
}
