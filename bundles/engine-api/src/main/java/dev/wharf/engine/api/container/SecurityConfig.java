package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Rights and namespaces of a container.
 *
 * @param privileged whether it has all rights
 * @param capAdd capabilities beyond the default ones, or {@code ALL}
 * @param capDrop capabilities taken away, or {@code ALL}
 * @param groupAdd further groups of the process
 * @param securityOpt such as {@code label:disable}, {@code seccomp=unconfined}, {@code no-new-privileges}
 * @param readonlyRootfs whether the root is read-only
 * @param ipcMode empty, {@code host} or {@code container:ID}
 * @param pidMode empty or {@code host}
 * @param utsMode empty or {@code host}
 * @param usernsMode kept for the client
 * @param maskedPaths what is hidden, in place of the default; the system's own sensitive paths unless it is set
 * @param readonlyPaths what cannot be written to, in place of the default
 */
public record SecurityConfig(
        boolean privileged,
        List<String> capAdd,
        List<String> capDrop,
        List<String> groupAdd,
        List<String> securityOpt,
        boolean readonlyRootfs,
        String ipcMode,
        String pidMode,
        String utsMode,
        String usernsMode,
        Optional<List<String>> maskedPaths,
        Optional<List<String>> readonlyPaths) {
    /** Checks and copies. */
    public SecurityConfig {
        capAdd = List.copyOf(capAdd);
        capDrop = List.copyOf(capDrop);
        groupAdd = List.copyOf(groupAdd);
        securityOpt = List.copyOf(securityOpt);
        requireNonNull(ipcMode, "ipcMode");
        requireNonNull(pidMode, "pidMode");
        requireNonNull(utsMode, "utsMode");
        requireNonNull(usernsMode, "usernsMode");
        maskedPaths = maskedPaths.map(List::copyOf);
        readonlyPaths = readonlyPaths.map(List::copyOf);
    }

    /** With the default of hidden and read-only paths. */
    public SecurityConfig(
            boolean privileged,
            List<String> capAdd,
            List<String> capDrop,
            List<String> groupAdd,
            List<String> securityOpt,
            boolean readonlyRootfs,
            String ipcMode,
            String pidMode,
            String utsMode,
            String usernsMode) {
        this(
                privileged,
                capAdd,
                capDrop,
                groupAdd,
                securityOpt,
                readonlyRootfs,
                ipcMode,
                pidMode,
                utsMode,
                usernsMode,
                Optional.empty(),
                Optional.empty());
    }

    /** Nothing set. */
    public static SecurityConfig empty() {
        return new SecurityConfig(false, List.of(), List.of(), List.of(), List.of(), false, "", "", "", "");
    }
}
