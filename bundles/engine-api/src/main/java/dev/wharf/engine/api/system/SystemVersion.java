package dev.wharf.engine.api.system;

import static java.util.Objects.requireNonNull;

/**
 * Versions of the engine and its host.
 *
 * @param version of the distribution
 * @param gitCommit that it was built from; empty when unknown
 * @param buildTime RFC 3339; empty when unknown
 * @param runtime name and version of the Java runtime
 * @param os such as {@code linux}
 * @param architecture such as {@code amd64}
 * @param kernel release of the kernel
 */
public record SystemVersion(
        String version,
        String gitCommit,
        String buildTime,
        String runtime,
        String os,
        String architecture,
        String kernel) {
    /** Checks all parts. */
    public SystemVersion {
        requireNonNull(version, "version");
        requireNonNull(gitCommit, "gitCommit");
        requireNonNull(buildTime, "buildTime");
        requireNonNull(runtime, "runtime");
        requireNonNull(os, "os");
        requireNonNull(architecture, "architecture");
        requireNonNull(kernel, "kernel");
    }
}
