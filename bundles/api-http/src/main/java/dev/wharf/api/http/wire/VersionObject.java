package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.system.SystemVersion;

/**
 * Versions; keys and order of Docker 1.9.1, api/types/types.go (Version), and the oldest version that is served.
 *
 * @param version {@code Version}; the others are named likewise
 */
public record VersionObject(
        String version,
        String apiVersion,
        @JsonProperty("MinAPIVersion") String minApiVersion,
        String gitCommit,
        String goVersion,
        String os,
        String arch,
        String kernelVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String buildTime) {

    /**
     * The document.
     *
     * @param newest version of the API that is served
     * @param oldest version of the API that is served
     */
    public static VersionObject of(SystemVersion version, String newest, String oldest) {
        return new VersionObject(
                engine(version.version()),
                newest,
                oldest,
                version.gitCommit(),
                version.runtime(),
                version.os(),
                version.architecture(),
                version.kernel(),
                version.buildTime());
    }

    /** The version that clients see: that of the Docker engine whose API this is, then our own. */
    public static String engine(String version) {
        return "1.9.1+wharf-" + version;
    }
}
