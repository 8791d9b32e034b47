package dev.wharf.engine.container;

import dev.wharf.engine.api.container.RestartPolicy;

/** Decides about restarts by policy; Docker 1.9.1, daemon/monitor.go. */
final class RestartRule {
    private RestartRule() {}

    /** Whether a container that has just ended is started again. */
    static boolean restarts(RestartPolicy policy, int exitCode, Backoff backoff) {
        return switch (policy.name()) {
            case "always", "unless-stopped" -> true;
            case "on-failure" -> exitCode != 0 && isWithin(policy, backoff);
            default -> false;
        };
    }

    /** Whether a container that ended while no daemon ran, or with the daemon, is started again. */
    static boolean restartsWithDaemon(RestartPolicy policy, RunRecord run) {
        return policy.name().equals("always")
                || (!run.stoppedByHand() && restarts(policy, run.outcome().exitCode(), run.restarts()));
    }

    /** Whether a policy ever restarts. */
    static boolean isActive(RestartPolicy policy) {
        return !policy.name().isEmpty() && !policy.name().equals("no");
    }

    private static boolean isWithin(RestartPolicy policy, Backoff backoff) {
        return policy.maximumRetryCount() == 0 || backoff.failures() <= policy.maximumRetryCount();
    }
}
