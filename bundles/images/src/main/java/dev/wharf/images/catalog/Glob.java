package dev.wharf.images.catalog;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern as in Go's {@code path.Match}: {@code *} and {@code ?} do not cross a slash. */
final class Glob {
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Reads a pattern; a malformed one matches nothing. */
    static Glob of(String glob) {
        var regex = new StringBuilder();
        int index = 0;
        while (index < glob.length()) {
            char letter = glob.charAt(index++);
            switch (letter) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = glob.indexOf(']', index);
                    if (end < 0) {
                        return new Glob(NOTHING);
                    }
                    regex.append(letters(glob.substring(index, end)));
                    index = end + 1;
                }
                case '\\' -> {
                    if (index < glob.length()) {
                        regex.append(Pattern.quote(glob.substring(index, ++index)));
                    }
                }
                default -> regex.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        return compiled(regex.toString());
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    private static String letters(String set) {
        boolean isNegated = set.startsWith("^");
        String members = isNegated ? set.substring(1) : set;
        return (isNegated ? "[^/" : "[") + members.replaceAll("([\\[\\]^&\\\\])", "\\\\$1") + ']';
    }

    private static Glob compiled(String regex) {
        try {
            return new Glob(Pattern.compile(regex));
        } catch (PatternSyntaxException ignored) {
            // Docker matches nothing by a malformed pattern, too.
            return new Glob(NOTHING);
        }
    }
}
