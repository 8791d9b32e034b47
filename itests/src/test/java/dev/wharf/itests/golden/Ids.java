package dev.wharf.itests.golden;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of our ids stands for which recorded one. Learns from answers, replaces in requests. */
final class Ids {
    private static final Pattern ID = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final Map<String, String> ours = new TreeMap<>(LONGEST_FIRST);

    /**
     * Whether both texts are ids of which one stands for the other; the first pair counts. The recorded one may have the
     * prefix {@code sha256:}, which came with API 1.22.
     */
    boolean learn(String recorded, String our) {
        Matcher theirId = ID.matcher(recorded);
        Matcher ourId = ID.matcher(our);
        if (!theirId.matches() || !ourId.matches()) {
            return false;
        }
        String known = ours.computeIfAbsent(theirId.group(1), unused -> ourId.group(1));
        ours.put(theirId.group(1).substring(0, 12), known.substring(0, 12));
        return known.equals(ourId.group(1));
    }

    /** A recorded text with our ids. */
    String replaceIn(String recorded) {
        String text = recorded;
        for (Map.Entry<String, String> id : ours.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        return text;
    }
}
