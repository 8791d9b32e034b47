package dev.wharf.api.http.route;

import dev.wharf.api.http.version.ApiVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds routes. A literal path wins over a pattern, a pattern with a longer end wins over a shorter one; a known path
 * with another method is unknown, as in Docker 1.9. No regular expression runs for a request.
 */
final class RouteTable {
    /**
     * A route and what its pattern's name stands for.
     *
     * @param route that was found
     * @param name empty for a literal path
     */
    record Match(Route route, String name) {}

    /**
     * A pattern around its name.
     *
     * @param route that has it
     * @param before the name
     * @param after the name
     */
    private record Pattern(Route route, String before, String after) {
        static Pattern of(Route route) {
            String pattern = route.pattern();
            return new Pattern(
                    route, pattern.substring(0, pattern.indexOf('{')), pattern.substring(pattern.indexOf('}') + 1));
        }

        boolean matches(String path) {
            return path.length() > before.length() + after.length() && path.startsWith(before) && path.endsWith(after);
        }

        String name(String path) {
            return path.substring(before.length(), path.length() - after.length());
        }
    }

    private final Map<String, Route> literals = new HashMap<>();
    private final Map<String, List<Pattern>> patterns = new HashMap<>();

    RouteTable(List<Route> routes) {
        for (Route route : routes) {
            if (route.pattern().contains("{")) {
                patterns.computeIfAbsent(key(route), unused -> new ArrayList<>())
                        .add(Pattern.of(route));
            } else {
                literals.put(route.method() + route.pattern(), route);
            }
        }
        patterns.values()
                .forEach(list -> list.sort(
                        (one, other) -> other.after().length() - one.after().length()));
    }

    /** Finds the route of a path, decoded and without the version. */
    Optional<Match> find(String method, String path, ApiVersion asked) {
        Route literal = literals.get(method + path);
        if (literal != null && literal.versions().serve(asked)) {
            return Optional.of(new Match(literal, ""));
        }
        for (Pattern pattern : patterns.getOrDefault(method + firstSegment(path), List.of())) {
            if (pattern.matches(path) && pattern.route().versions().serve(asked)) {
                return Optional.of(new Match(pattern.route(), pattern.name(path)));
            }
        }
        return Optional.empty();
    }

    private static String key(Route route) {
        return route.method() + firstSegment(route.pattern());
    }

    private static String firstSegment(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? path : path.substring(0, slash);
    }
}
