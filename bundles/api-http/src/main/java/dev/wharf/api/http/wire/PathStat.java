package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.PathStatus;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a path in a container is; Docker 1.9.1, api/types/types.go (ContainerPathStat).
 *
 * @param name last element
 * @param size bytes
 * @param mode bits of Go's os.FileMode
 * @param mtime when the content changed last
 * @param linkTarget of a symbolic link
 */
public record PathStat(
        @JsonProperty("name") String name,
        @JsonProperty("size") long size,
        @JsonProperty("mode") long mode,
        @JsonProperty("mtime") String mtime,
        @JsonProperty("linkTarget") String linkTarget) {

    /** The document of a path. */
    public static PathStat of(PathStatus status) {
        return new PathStat(
                status.name(),
                status.size(),
                FileMode.ofStat(status.mode()),
                Times.text(status.modified()),
                status.linkTarget());
    }

    /** The document in base64, as it stands in the header of an answer. */
    public String encoded() {
        byte[] line = Json.write(this);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(line, line.length - 1));
    }
}
