package dev.wharf.engine.check;

import dev.wharf.engine.api.EngineException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signals by name or number; signal(7) for x86-64 and ARM. */
public final class Signals {
    /** Asks a process to end. */
    public static final int TERM = 15;

    /** Ends a process. */
    public static final int KILL = 9;

    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST = 64;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final Pattern REAL_TIME = Pattern.compile("RT(MIN|MAX)(?:([+-])([0-9]{1,2}))?");
    private static final Map<String, Integer> NAMES = names();

    private Signals() {}

    /**
     * The number of a signal.
     *
     * @param signal a name with or without SIG in any case, or a number
     * @throws EngineException InvalidArgument, with Docker's text
     */
    public static int number(String signal) {
        return parse(signal.strip().toUpperCase(Locale.ROOT))
                .filter(number -> number >= 1 && number <= LAST)
                .orElseThrow(() -> new EngineException.InvalidArgument("Invalid signal: " + signal));
    }

    private static Optional<Integer> parse(String signal) {
        if (NUMBER.matcher(signal).matches()) {
            return Optional.of(Integer.valueOf(signal));
        }
        String name = signal.startsWith("SIG") ? signal.substring("SIG".length()) : signal;
        return Optional.ofNullable(NAMES.get(name)).or(() -> realTime(name));
    }

    private static Optional<Integer> realTime(String name) {
        Matcher matcher = REAL_TIME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int base = "MIN".equals(matcher.group(1)) ? FIRST_REAL_TIME : LAST;
        int offset = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        int number = "-".equals(matcher.group(2)) ? base - offset : base + offset;
        return Optional.of(number).filter(value -> value >= FIRST_REAL_TIME);
    }

    private static Map<String, Integer> names() {
        List<String> ordered = List.of(
                "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
                "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
                "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");
        Map<String, Integer> names = new TreeMap<>();
        for (String name : ordered) {
            names.put(name, names.size() + 1);
        }
        names.put("IOT", names.get("ABRT"));
        names.put("CLD", names.get("CHLD"));
        names.put("POLL", names.get("IO"));
        names.put("UNUSED", names.get("SYS"));
        return names;
    }
}
