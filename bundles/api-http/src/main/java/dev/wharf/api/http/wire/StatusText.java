package dev.wharf.api.http.wire;

import dev.wharf.engine.api.container.ContainerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The sentence that a listing shows for the state of a container, in the words of Docker 1.9.1, daemon/state.go and
 * pkg/units/duration.go.
 */
final class StatusText {
    private StatusText() {}

    static String of(ContainerStatus status, Instant now) {
        return switch (status.phase()) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + since(status.startedAt(), now);
            case PAUSED -> "Up " + since(status.startedAt(), now) + " (Paused)";
            case RESTARTING -> "Restarting (" + status.exitCode() + ") " + since(status.finishedAt(), now) + " ago";
            case EXITED -> "Exited (" + status.exitCode() + ") " + since(status.finishedAt(), now) + " ago";
            case REMOVING -> "Removal In Progress";
            case DEAD -> "Dead";
        };
    }

    /** A duration as people say it; less than a second for one that lies ahead. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        long minutes = duration.toMinutes();
        long hours = duration.toHours();
        if (seconds < 1) {
            return "Less than a second";
        } else if (seconds < 60) {
            return seconds + " seconds";
        } else if (minutes == 1) {
            return "About a minute";
        } else if (minutes < 60) {
            return minutes + " minutes";
        } else if (hours == 1) {
            return "About an hour";
        }
        return days(hours);
    }

    private static String days(long hours) {
        if (hours < 48) {
            return hours + " hours";
        } else if (hours < 24 * 14) {
            return hours / 24 + " days";
        } else if (hours < 24 * 90) {
            return hours / 24 / 7 + " weeks";
        } else if (hours < 24 * 365 * 2) {
            return hours / 24 / 30 + " months";
        }
        return hours / 24 / 365 + " years";
    }

    private static String since(Optional<Instant> time, Instant now) {
        return duration(Duration.between(time.orElse(now), now));
    }
}
