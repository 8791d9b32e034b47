package dev.wharf.itests;

import java.util.ArrayList;
import java.util.List;

/** The words of a command line. */
final class Words {
    private Words() {}

    /** Makes one list of strings and of arrays of strings. */
    static String[] of(Object... parts) {
        List<String> words = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof String[] several) {
                words.addAll(List.of(several));
            } else {
                words.add(part.toString());
            }
        }
        return words.toArray(String[]::new);
    }
}
