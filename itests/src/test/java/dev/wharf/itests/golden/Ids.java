package dev.wharf.itests.golden;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of our ids stands for which recorded one. Learns from answers, replaces in requests. */
final class Ids {
    private static final Pattern ID = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");
    private static final Pattern ANY = Pattern.compile("\\b([0-9a-f]{64}|[0-9a-f]{12})\\b");

    private final Map<String, String> ours = new HashMap<>();

    /**
     * Whether both texts are ids, of which one can then stand for the other. The recorded one may have the prefix
     * {@code sha256:}, which came with API 1.22.
     */
    boolean learn(String recorded, String our) {
        Matcher theirId = ID.matcher(recorded);
        Matcher ourId = ID.matcher(our);
        if (!theirId.matches() || !ourId.matches()) {
            return false;
        }
        ours.put(theirId.group(1), ourId.group(1));
        ours.put(theirId.group(1).substring(0, 12), ourId.group(1).substring(0, 12));
        return true;
    }

    /** A recorded text with our ids. */
    String replaceIn(String recorded) {
        return ANY.matcher(recorded)
                .replaceAll(match -> Matcher.quoteReplacement(ours.getOrDefault(match.group(), match.group())));
    }
}
