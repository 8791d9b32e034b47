package dev.wharf.engine.container;

import dev.wharf.engine.api.container.RestartPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides about restarts by policy, and how long to wait before each; Docker 1.9.1, daemon/monitor.go, with the bound of
 * one minute that 20.10 has. Belongs to the lock of its container.
 */
final class RestartRule {
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final Duration LONG_RUN = Duration.ofSeconds(10);

    private Duration delay = FIRST_DELAY;
    private int failures = 0;

    /**
     * Counts an end.
     *
     * @param ranFor how long the container ran
     * @return how long to wait before the restart; empty for none
     */
    Optional<Duration> delay(RestartPolicy policy, int exitCode, Duration ranFor) {
        failures = exitCode == 0 ? 0 : failures + 1;
        delay = ranFor.compareTo(LONG_RUN) > 0 ? FIRST_DELAY : shorter(delay.multipliedBy(2), LONGEST_DELAY);
        return restarts(policy, exitCode) ? Optional.of(delay) : Optional.empty();
    }

    private boolean restarts(RestartPolicy policy, int exitCode) {
        return switch (policy.name()) {
            case "always", "unless-stopped" -> true;
            case "on-failure" -> exitCode != 0
                    && (policy.maximumRetryCount() == 0 || failures <= policy.maximumRetryCount());
            default -> false;
        };
    }

    /** Whether a container that ended while no daemon ran is started again. */
    static boolean restartsWithDaemon(RestartPolicy policy, RunRecord run) {
        return switch (policy.name()) {
            case "always" -> true;
            case "unless-stopped" -> !run.stoppedByHand();
            case "on-failure" -> !run.stoppedByHand()
                    && run.outcome().exitCode() != 0
                    && (policy.maximumRetryCount() == 0 || run.restartCount() < policy.maximumRetryCount());
            default -> false;
        };
    }

    /** Whether a policy ever restarts. */
    static boolean isActive(RestartPolicy policy) {
        return !policy.name().isEmpty() && !policy.name().equals("no");
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
