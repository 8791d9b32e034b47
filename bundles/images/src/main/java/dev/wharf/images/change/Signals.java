package dev.wharf.images.change;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.Locale;
import java.util.Set;

/** Checks what STOPSIGNAL names (signal(7); Docker 1.9, {@code pkg/signal}). */
final class Signals {
    private static final int HIGHEST = 64;
    private static final Set<String> NAMES = Set.of(
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
            "UNUSED", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX");

    private Signals() {}

    /**
     * Returns a signal as it was written.
     *
     * @throws InvalidArgument when it is neither the number nor the name of one
     */
    static String checked(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        String bare = name.startsWith("SIG") ? name.substring("SIG".length()) : name;
        if (NAMES.contains(bare) || bare.matches("RTM(IN[+]|AX-)\\d{1,2}") || isNumber(text)) {
            return text;
        }
        throw new InvalidArgument("Invalid signal: " + text);
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,2}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= HIGHEST;
    }
}
