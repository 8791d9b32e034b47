package dev.wharf.images.change;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what EXPOSE names: {@code [address:][host port:]port[-port][/protocol]}; only the container's side counts. */
final class Ports {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp");
    private static final int HIGHEST = 65535;

    private Ports() {}

    /**
     * The ports of one word, as {@code port/protocol}.
     *
     * @throws InvalidArgument when the word is malformed
     */
    static List<String> of(String word) {
        String target = word.substring(word.lastIndexOf(':') + 1);
        int slash = target.indexOf('/');
        String numbers = slash < 0 ? target : target.substring(0, slash);
        String protocol = slash < 0 ? "tcp" : target.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol)) {
            throw new InvalidArgument("Invalid proto: " + protocol);
        }
        int dash = numbers.indexOf('-');
        int first = number(dash < 0 ? numbers : numbers.substring(0, dash), word);
        int last = dash < 0 ? first : number(numbers.substring(dash + 1), word);
        if (last < first) {
            throw invalid(word);
        }
        List<String> ports = new ArrayList<>();
        for (int port = first; port <= last; port++) {
            ports.add(port + "/" + protocol);
        }
        return ports;
    }

    private static int number(String text, String word) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0 && number <= HIGHEST) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // Reported below, like a number out of range.
        }
        throw invalid(word);
    }

    private static InvalidArgument invalid(String word) {
        return new InvalidArgument("Invalid containerPort: " + word);
    }
}
