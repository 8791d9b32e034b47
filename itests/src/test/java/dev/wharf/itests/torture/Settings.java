package dev.wharf.itests.torture;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a run is asked to do.
 *
 * @param time how long the faults go on; the proofs come after it
 * @param seed from which all decisions follow
 * @param clients how many threads load the daemon
 * @param plagues what is done to it
 * @param rest the longest time between two of them; a short one finds what only meets by chance
 */
record Settings(Duration time, long seed, int clients, Set<Plague> plagues, Duration rest) {
    /** How to call the program. */
    static final String USAGE =
            """
            torture [--seconds N] [--seed N] [--clients N] [--plagues NAME,...|none] [--rest MILLISECONDS]
              plagues: kill, restart, deploy, uninstall, defaults, editions; all of them unless some are named""";

    private static final long USUAL_SECONDS = 60;
    private static final int USUAL_CLIENTS = 4;
    private static final Duration USUAL_REST = Duration.ofSeconds(2);

    Settings {
        plagues = Set.copyOf(plagues);
    }

    /** A run of that many seconds with all plagues and a seed of the moment. */
    static Settings lasting(long seconds) {
        return new Settings(
                Duration.ofSeconds(seconds),
                System.nanoTime() % 1_000_000,
                USUAL_CLIENTS,
                EnumSet.allOf(Plague.class),
                USUAL_REST);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException when it cannot be understood
     */
    static Settings of(List<String> arguments) {
        Settings settings = lasting(USUAL_SECONDS);
        Deque<String> left = new ArrayDeque<>(arguments);
        while (left.size() > 1) {
            settings = settings.with(left.removeFirst(), left.removeFirst());
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(left.removeFirst() + " has no value");
        }
        return settings;
    }

    private Settings with(String name, String value) {
        return switch (name) {
            case "--seconds" -> new Settings(Duration.ofSeconds(Long.parseLong(value)), seed, clients, plagues, rest);
            case "--seed" -> new Settings(time, Long.parseLong(value), clients, plagues, rest);
            case "--clients" -> new Settings(time, seed, Integer.parseInt(value), plagues, rest);
            case "--plagues" -> new Settings(time, seed, clients, plagues(value), rest);
            case "--rest" -> new Settings(time, seed, clients, plagues, Duration.ofMillis(Long.parseLong(value)));
            default -> throw new IllegalArgumentException("there is no " + name);
        };
    }

    private static Set<Plague> plagues(String names) {
        Set<Plague> chosen = EnumSet.noneOf(Plague.class);
        if (!names.equals("none")) {
            for (String name : names.split(",", -1)) {
                chosen.add(Plague.valueOf(name.toUpperCase(Locale.ROOT)));
            }
        }
        return chosen;
    }
}
