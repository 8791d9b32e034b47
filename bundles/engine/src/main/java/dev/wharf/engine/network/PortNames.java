package dev.wharf.engine.network;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names of container ports as clients write them: {@code 80}, {@code 80/tcp}, {@code 8000-8010/udp}. */
public final class PortNames {
    private static final String TCP = "tcp";

    private PortNames() {}

    /** Each port by itself, with its protocol, such as {@code 80/tcp}. The names have been checked. */
    public static Stream<String> each(Collection<String> names) {
        return names.stream().flatMap(PortNames::each).distinct();
    }

    /** Each port of a name by itself, with its protocol. The name has been checked. */
    public static Stream<String> each(String name) {
        int slash = name.indexOf('/');
        String protocol = slash < 0 ? TCP : name.substring(slash + 1).toLowerCase(Locale.ROOT);
        String numbers = slash < 0 ? name : name.substring(0, slash);
        int dash = numbers.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? numbers : numbers.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(numbers.substring(dash + 1));
        return IntStream.rangeClosed(first, last).mapToObj(number -> number + "/" + protocol);
    }
}
