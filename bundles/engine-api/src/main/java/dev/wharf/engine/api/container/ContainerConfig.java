package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What runs in a container, independent of the host; also the run defaults of an image. An empty text means unset.
 *
 * @param hostname host name
 * @param domainname appended to the host name
 * @param user {@code name}, {@code uid}, {@code name:group} or {@code uid:gid}
 * @param attachStdin whether the client said that it attaches
 * @param attachStdout whether the client said that it attaches
 * @param attachStderr whether the client said that it attaches
 * @param exposedPorts such as {@code 80/tcp}
 * @param tty whether the process gets a terminal
 * @param openStdin whether its input can be written
 * @param stdinOnce whether its input ends with that of the first attached client
 * @param env {@code NAME=value}, or {@code NAME} to remove
 * @param cmd arguments; absent when unset
 * @param image as named by the client
 * @param volumes paths of anonymous volumes
 * @param workingDir absolute
 * @param entrypoint command; absent when unset, which differs from an empty list
 * @param networkDisabled whether there is no network at all
 * @param macAddress of the network interface
 * @param onBuild instructions for images built from this one
 * @param labels by key
 * @param stopSignal name or number of the signal that asks the process to end
 * @param stopTimeout seconds that the process has to end
 */
public record ContainerConfig(
        String hostname,
        String domainname,
        String user,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        Set<String> exposedPorts,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        List<String> env,
        Optional<List<String>> cmd,
        String image,
        Set<String> volumes,
        String workingDir,
        Optional<List<String>> entrypoint,
        boolean networkDisabled,
        String macAddress,
        List<String> onBuild,
        Map<String, String> labels,
        String stopSignal,
        OptionalInt stopTimeout) {
    /** Checks and copies. */
    public ContainerConfig {
        requireNonNull(hostname, "hostname");
        requireNonNull(domainname, "domainname");
        requireNonNull(user, "user");
        exposedPorts = Ordered.set(exposedPorts);
        env = List.copyOf(env);
        cmd = cmd.map(List::copyOf);
        requireNonNull(image, "image");
        volumes = Ordered.set(volumes);
        requireNonNull(workingDir, "workingDir");
        entrypoint = entrypoint.map(List::copyOf);
        requireNonNull(macAddress, "macAddress");
        onBuild = List.copyOf(onBuild);
        labels = Ordered.map(labels);
        requireNonNull(stopSignal, "stopSignal");
        requireNonNull(stopTimeout, "stopTimeout");
    }

    /** Nothing set. */
    public static ContainerConfig empty() {
        return builder().build();
    }

    /** A builder with nothing set. */
    public static ContainerConfigBuilder builder() {
        return new ContainerConfigBuilder();
    }

    /** A builder that starts from this configuration. */
    public ContainerConfigBuilder toBuilder() {
        return new ContainerConfigBuilder(this);
    }
}
