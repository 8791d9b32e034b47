package dev.wharf.launcher;

import java.util.Comparator;
import java.util.List;

/** Finds the word that somebody may have meant. */
final class NearestWord {
    private NearestWord() {}

    /** The candidate that needs the fewest changes of a letter. There is at least one candidate. */
    static String of(String word, List<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(one -> distance(word, one)))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
