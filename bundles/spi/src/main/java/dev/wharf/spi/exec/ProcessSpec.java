package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process in a container.
 *
 * @param arguments the command and its arguments, at least one; a command without a slash is looked up in the PATH of
 *     the environment
 * @param environment {@code NAME=value}; HOME is added from the container's own passwd file unless it is given
 * @param folder absolute working folder, made when missing
 * @param user {@code name}, {@code uid}, {@code name:group} or {@code uid:gid}, looked up in the container's own files;
 *     empty for root
 * @param groups further groups by name or number
 * @param capabilities names without {@code CAP_}, for the bounding, permitted and effective set of root; a driver
 *     leaves out those that it does not itself hold
 * @param limits resource limits that differ from the daemon's own
 * @param terminal whether standard streams are a new terminal
 * @param noNewPrivileges sets the bit of prctl(2)
 * @param oomScoreAdjust -1000 to 1000
 * @param seccomp the system call filter, or empty for none
 * @param apparmorProfile empty for none
 */
public record ProcessSpec(
        List<String> arguments,
        List<String> environment,
        String folder,
        String user,
        List<String> groups,
        Set<String> capabilities,
        List<ResourceLimit> limits,
        boolean terminal,
        boolean noNewPrivileges,
        int oomScoreAdjust,
        Optional<SeccompPolicy> seccomp,
        String apparmorProfile) {
    /** Checks and copies. */
    public ProcessSpec {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("no command");
        }
        environment = List.copyOf(environment);
        if (!folder.startsWith("/")) {
            throw new IllegalArgumentException("working folder is not absolute: " + folder);
        }
        requireNonNull(user, "user");
        groups = List.copyOf(groups);
        capabilities = Set.copyOf(capabilities);
        limits = List.copyOf(limits);
        requireNonNull(seccomp, "seccomp");
        requireNonNull(apparmorProfile, "apparmorProfile");
    }
}
