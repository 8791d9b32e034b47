package dev.wharf.itests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.itests.golden.Difference.What;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The differences from 20.10.24 that are meant, each with its reason, and which of them have shown up. */
final class KnownDifferences {
    private static final String FILE = "/golden/differences.json";

    private final List<Known> known;
    private final Set<Known> met = new HashSet<>();

    private KnownDifferences(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /**
     * A difference that is meant. In all patterns a {@code *} stands for any text.
     *
     * @param calls pattern of call names
     * @param what kind
     * @param place pattern of places
     * @param ours pattern of what this daemon says
     * @param why the reason
     * @param always whether it shows up in each replay of a version that it is for
     */
    record Known(Pattern calls, What what, Pattern place, Pattern ours, String why, boolean always) {
        boolean covers(Difference difference) {
            return what == difference.what()
                    && calls.matcher(difference.call()).matches()
                    && place.matcher(difference.place()).matches()
                    && ours.matcher(difference.ours()).matches();
        }
    }

    /** Those of a version. */
    static KnownDifferences of(String version) {
        try (InputStream file = Objects.requireNonNull(KnownDifferences.class.getResourceAsStream(FILE), FILE)) {
            return of(new ObjectMapper().readTree(file), version);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    static KnownDifferences of(JsonNode list, String version) {
        int minor = minor(version);
        List<Known> known = new ArrayList<>();
        for (JsonNode entry : list) {
            boolean isSince = minor >= minor(entry.path("since").asText("1.0"));
            boolean isUntil = minor <= minor(entry.path("until").asText("1.999"));
            if (isSince && isUntil) {
                known.add(read(entry));
            }
        }
        return new KnownDifferences(known);
    }

    /** Whether a difference is meant; notes that it has shown up. */
    boolean cover(Difference difference) {
        List<Known> covering =
                known.stream().filter(entry -> entry.covers(difference)).toList();
        met.addAll(covering);
        return !covering.isEmpty();
    }

    /** Entries that have not shown up although they should: the list is out of date. */
    List<String> stale() {
        return known.stream()
                .filter(entry -> entry.always() && !met.contains(entry))
                .map(entry -> entry.calls() + " " + entry.what() + " " + entry.place() + ": " + entry.why())
                .toList();
    }

    private static Known read(JsonNode entry) {
        if (entry.path("why").asText().isBlank()) {
            throw new IllegalArgumentException("a difference without reason: " + entry);
        }
        return new Known(
                pattern(entry.path("calls").asText("*")),
                What.valueOf(entry.path("what").asText()),
                pattern(entry.path("place").asText("*")),
                pattern(entry.path("ours").asText("*")),
                entry.path("why").asText(),
                !entry.path("sometimes").asBoolean());
    }

    private static Pattern pattern(String glob) {
        StringBuilder pattern = new StringBuilder();
        for (String part : glob.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }
}
