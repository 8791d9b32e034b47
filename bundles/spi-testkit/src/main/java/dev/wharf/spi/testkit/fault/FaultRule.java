package dev.wharf.spi.testkit.fault;

import static java.util.Objects.requireNonNull;

import java.util.Collection;

/**
 * Which calls go wrong, and how. Written as
 *
 * <pre>
 * METHOD [after=N] [times=N] [of=TEXT] [late] FAULT
 * </pre>
 *
 * <ul>
 *   <li>METHOD: {@code prepare}, or {@code LogSink.close} with the interface where the name alone would hit others too, or
 *       {@code *} for all methods;
 *   <li>{@code after=N}: the first N calls go well; {@code times=N}: only N calls go wrong;
 *   <li>{@code of=TEXT}: only calls with such a text in their arguments, or in those of the call that handed the object
 *       out, such as the id of a container;
 *   <li>{@code late}: the work is done, and then it goes wrong;
 *   <li>FAULT: {@code hang}, {@code hang uninterruptible}, {@code slow 2s}, {@code leak 10}, {@code throw KIND message} with
 *       a kind of DriverException or {@code runtime}, {@code linkage}, {@code stack-overflow} or {@code checked},
 *       {@code answer null}, {@code answer empty}, {@code answer foreign}, {@code answer wrong-path} (see
 *       {@link Nonsense}), and {@code unsupported reason} for a probe.
 * </ul>
 *
 * @param text the line
 * @param method name of the method, of {@code Interface.method}, or {@code *}
 * @param after how many calls go well before
 * @param times how many calls go wrong
 * @param of what must be in the arguments; empty for any
 * @param late whether the work is done before
 * @param fault what goes wrong
 */
record FaultRule(String text, String method, int after, int times, String of, boolean late, Fault fault) {
    FaultRule {
        requireNonNull(text, "text");
        requireNonNull(method, "method");
        requireNonNull(of, "of");
        requireNonNull(fault, "fault");
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is no rule
     */
    static FaultRule parse(String line) {
        String[] words = line.strip().split("\\s+", 2);
        if (words.length < 2) {
            throw new IllegalArgumentException("no fault in \"" + line + '"');
        }
        FaultRule rule = new FaultRule(line.strip(), words[0], 0, Integer.MAX_VALUE, "", false, new Fault.Hang(true));
        return rule.with(words[1]);
    }

    private FaultRule with(String rest) {
        String[] words = rest.split("\\s+", 2);
        String more = words.length > 1 ? words[1] : "";
        if (words[0].startsWith("after=")) {
            return new FaultRule(text, method, number(words[0]), times, of, late, fault).with(more);
        }
        if (words[0].startsWith("times=")) {
            return new FaultRule(text, method, after, number(words[0]), of, late, fault).with(more);
        }
        if (words[0].startsWith("of=")) {
            return new FaultRule(text, method, after, times, words[0].substring(3), late, fault).with(more);
        }
        if (words[0].equals("late")) {
            return new FaultRule(text, method, after, times, of, true, fault).with(more);
        }
        return new FaultRule(text, method, after, times, of, late, Fault.parse(rest));
    }

    private static int number(String word) {
        return Integer.parseInt(word.substring(word.indexOf('=') + 1));
    }

    /** Whether it is about a method of an object with these interfaces. */
    boolean names(Collection<Class<?>> interfaces, String called) {
        if (method.equals("*") || method.equals(called)) {
            return true;
        }
        int dot = method.indexOf('.');
        return dot > 0
                && method.substring(dot + 1).equals(called)
                && interfaces.stream().anyMatch(type -> type.getSimpleName().equals(method.substring(0, dot)));
    }
}
