package dev.wharf.engine.spec;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import java.util.List;

/**
 * The security options of a client, read.
 *
 * @param noNewPrivileges whether programs cannot gain rights by executing
 * @param seccomp whether system calls are filtered
 * @param maskedPaths whether the sensitive paths of proc and sys are hidden
 * @param apparmorProfile empty for none
 */
public record SecurityOptions(boolean noNewPrivileges, boolean seccomp, boolean maskedPaths, String apparmorProfile) {
    private static final String UNCONFINED = "unconfined";

    /** Checks the profile. */
    public SecurityOptions {
        requireNonNull(apparmorProfile, "apparmorProfile");
    }

    /**
     * Reads options such as {@code label:disable}, {@code apparmor=PROFILE}, {@code seccomp=unconfined},
     * {@code no-new-privileges} and {@code systempaths=unconfined}. Labels have no effect on a host without SELinux.
     *
     * @throws EngineException InvalidArgument for an unknown one, Unsupported for a filter of the client's own
     */
    public static SecurityOptions of(List<String> options) {
        SecurityOptions result = new SecurityOptions(false, true, true, "");
        for (String option : options) {
            result = result.with(option);
        }
        return result;
    }

    private SecurityOptions with(String option) {
        int split = separator(option);
        String name = split < 0 ? option : option.substring(0, split);
        String value = split < 0 ? "" : option.substring(split + 1);
        return switch (name) {
            case "label" -> this;
            case "apparmor" -> new SecurityOptions(
                    noNewPrivileges, seccomp, maskedPaths, value.equals(UNCONFINED) ? "" : value);
            case "seccomp" -> withSeccomp(value);
            case "no-new-privileges" -> new SecurityOptions(
                    value.isEmpty() || flag(option, value), seccomp, maskedPaths, apparmorProfile);
            case "systempaths" -> withSystemPaths(option, value);
            default -> throw invalid(option);
        };
    }

    private SecurityOptions withSeccomp(String value) {
        if (!value.equals(UNCONFINED)) {
            throw new EngineException.Unsupported(
                    "seccomp profiles other than the default and \"unconfined\" are not supported");
        }
        return new SecurityOptions(noNewPrivileges, false, maskedPaths, apparmorProfile);
    }

    private SecurityOptions withSystemPaths(String option, String value) {
        if (!value.equals(UNCONFINED)) {
            throw invalid(option);
        }
        return new SecurityOptions(noNewPrivileges, seccomp, false, apparmorProfile);
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
