package dev.wharf.api.http.wire;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.List;
import java.util.regex.Matcher;

/** Links between containers, as clients write and read them. */
final class Links {
    private Links() {}

    /** The key {@code Links} as {@code container:alias}. */
    static List<String> of(Fields body) {
        return body.texts("Links").stream().map(Links::plain).toList();
    }

    /**
     * How inspect tells the links of a container: {@code /db:/web/alias}; Docker 1.9.1, daemon/inspect.go.
     *
     * @param container name of the one that has the links
     */
    static List<String> shown(List<String> links, String container) {
        return links.stream()
                .map(link -> link.startsWith("/") ? link : "/" + link.replaceFirst(":", ":/" + quoted(container) + "/"))
                .toList();
    }

    /** Words and forms of Docker 1.9.1, pkg/parsers/parsers.go (ParseLink): also what inspect tells is understood. */
    private static String plain(String link) {
        if (link.isEmpty()) {
            throw new InvalidArgument("empty string specified for links");
        }
        String[] parts = link.split(":", -1);
        if (parts.length > 2) {
            throw new InvalidArgument("bad format for links: " + link);
        }
        String alias = parts[parts.length - 1];
        return parts[0].startsWith("/")
                ? parts[0].substring(1) + ":" + alias.substring(alias.lastIndexOf('/') + 1)
                : parts[0] + ":" + alias;
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }
}
