package dev.wharf.images.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Splits Dockerfile text into instructions: comments and blank lines go, continued lines are joined. */
final class ChangeLines {
    private static final Pattern CONTINUED = Pattern.compile("\\\\[ \\t]*$");

    private ChangeLines() {}

    /**
     * An instruction.
     *
     * @param name in lower case
     * @param rest what follows it, without blanks around
     */
    record Line(String name, String rest) {}

    static List<Line> read(List<String> changes) {
        List<Line> lines = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        for (String raw : String.join("\n", changes).split("\n", -1)) {
            String text = raw.stripTrailing();
            boolean isBlank = text.isBlank() || text.stripLeading().startsWith("#");
            if (!isBlank) {
                pending.append(pending.isEmpty() ? text.stripLeading() : text);
            }
            if (!isBlank && CONTINUED.matcher(pending).find()) {
                pending.setLength(pending.lastIndexOf("\\"));
            } else if (!isBlank) {
                lines.add(line(pending.toString()));
                pending.setLength(0);
            }
        }
        if (!pending.isEmpty()) {
            lines.add(line(pending.toString()));
        }
        return lines;
    }

    static Line line(String text) {
        String[] parts = text.strip().split("\\s+", 2);
        return new Line(parts[0].toLowerCase(Locale.ROOT), parts.length < 2 ? "" : parts[1].strip());
    }
}
