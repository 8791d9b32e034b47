package dev.wharf.itests.architecture;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads headers of manifests as far as these tests need it. */
final class Header {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern CLAUSE = Pattern.compile("(?:^|,)\\s*([A-Za-z_][\\w.]*)");

    private Header() {}

    /** The names of the packages in a header of packages. */
    static Set<String> packages(String header) {
        Set<String> names = new TreeSet<>();
        Matcher clauses = CLAUSE.matcher(QUOTED.matcher(header).replaceAll(""));
        while (clauses.find()) {
            names.add(clauses.group(1));
        }
        return names;
    }
}
