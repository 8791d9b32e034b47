package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;

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
        String usernsMode) {
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
    }

    /** Nothing set. */
    public static SecurityConfig empty() {
        return new SecurityConfig(false, List.of(), List.of(), List.of(), List.of(), false, "", "", "", "");
    }
}
