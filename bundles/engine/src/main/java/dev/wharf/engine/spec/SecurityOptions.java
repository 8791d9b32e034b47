package dev.wharf.engine.spec;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.exec.SeccompPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The security options of a client, read.
 *
 * @param noNewPrivileges whether programs cannot gain rights by executing
 * @param seccomp a profile of the client's own as JSON, {@code unconfined}, or empty for the default one
 * @param maskedPaths whether the sensitive paths of proc and sys are hidden
 * @param apparmor a profile's name, {@code unconfined}, or empty for the default one
 */
public record SecurityOptions(boolean noNewPrivileges, String seccomp, boolean maskedPaths, String apparmor) {
    private static final String UNCONFINED = "unconfined";

    /** Checks the texts. */
    public SecurityOptions {
        requireNonNull(seccomp, "seccomp");
        requireNonNull(apparmor, "apparmor");
    }

    /**
     * Reads options such as {@code label:disable}, {@code apparmor=PROFILE}, {@code seccomp=unconfined} or a profile's JSON,
     * {@code no-new-privileges} and {@code systempaths=unconfined}. Labels have no effect on a host without SELinux.
     *
     * @throws EngineException InvalidArgument for an unknown one, and for a profile that cannot be read
     */
    public static SecurityOptions of(List<String> options) {
        SecurityOptions result = new SecurityOptions(false, "", true, "");
        for (String option : options) {
            result = result.with(option);
        }
        return result;
    }

    /** The system call filter of processes with these capabilities, which have no {@code CAP_}; empty for none. */
    public Optional<SeccompPolicy> filter(Set<String> capabilities) {
        return switch (seccomp) {
            case UNCONFINED -> Optional.empty();
            case "" -> Optional.of(SeccompDefault.of(capabilities));
            default -> Optional.of(SeccompProfile.parse(seccomp).policy(capabilities));
        };
    }

    /** The name of the AppArmor profile on a host; empty for none. */
    public String apparmorProfile(AppArmor host) {
        if (apparmor.equals(UNCONFINED) || !host.isEnabled()) {
            return "";
        }
        String byDefault = host.isLoaded(AppArmor.DEFAULT) ? AppArmor.DEFAULT : "";
        return apparmor.isEmpty() ? byDefault : apparmor;
    }

    /** Whether a profile of AppArmor is asked for by name. */
    public boolean namesApparmorProfile() {
        return !apparmor.isEmpty() && !apparmor.equals(UNCONFINED);
    }

    private SecurityOptions with(String option) {
        int split = separator(option);
        String name = split < 0 ? option : option.substring(0, split);
        String value = split < 0 ? "" : option.substring(split + 1);
        return switch (name) {
            case "label" -> this;
            case "apparmor" -> new SecurityOptions(noNewPrivileges, seccomp, maskedPaths, present(option, value));
            case "seccomp" -> withSeccomp(present(option, value));
            case "no-new-privileges" -> new SecurityOptions(
                    value.isEmpty() || flag(option, value), seccomp, maskedPaths, apparmor);
            case "systempaths" -> withSystemPaths(option, value);
            default -> throw invalid(option);
        };
    }

    private SecurityOptions withSeccomp(String value) {
        if (!value.equals(UNCONFINED)) {
            SeccompProfile.parse(value);
        }
        return new SecurityOptions(noNewPrivileges, value, maskedPaths, apparmor);
    }

    private SecurityOptions withSystemPaths(String option, String value) {
        if (!value.equals(UNCONFINED)) {
            throw invalid(option);
        }
        return new SecurityOptions(noNewPrivileges, seccomp, false, apparmor);
    }

    private static String present(String option, String value) {
        if (value.isBlank()) {
            throw invalid(option);
        }
        return value;
    }

    private static boolean flag(String option, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(option);
        };
    }

    /** Docker 1.9 knows a colon alone, later releases the equals sign, too. */
    private static int separator(String option) {
        int colon = option.indexOf(':');
        int equals = option.indexOf('=');
        if (colon < 0 || equals < 0) {
            return Math.max(colon, equals);
        }
        return Math.min(colon, equals);
    }

    private static EngineException invalid(String option) {
        return new EngineException.InvalidArgument("Invalid --security-opt: \"" + option + "\"");
    }
}
