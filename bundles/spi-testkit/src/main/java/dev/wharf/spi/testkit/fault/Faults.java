package dev.wharf.spi.testkit.fault;

import dev.wharf.spi.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What goes wrong at present: what was {@link #set}, and the rules of the file {@value #FILE} in the state folder of the
 * driver. {@link FaultRule} tells how they are written. Empty lines and those that begin with {@code #} are passed over.
 * Thread-safe.
 */
public final class Faults {
    /** The name of the file with the rules. */
    public static final String FILE = "faults";

    private final Map<FaultRule, AtomicInteger> met = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private volatile List<FaultRule> own = List.of();
    private volatile Optional<Path> file = Optional.empty();
    private volatile Read last = new Read("", List.of());

    private record Read(String text, List<FaultRule> rules) {}

    /** Nothing goes wrong yet. */
    public Faults() {}

    /**
     * Writes the file for a driver with that state folder. It changes at once and wholly.
     *
     * @throws IOException when it cannot be written
     * @throws DriverException INVALID_ARGUMENT when a line is no rule
     */
    public static void write(Path stateFolder, String... rules) throws IOException {
        String text = String.join("\n", rules);
        parsed(text);
        Files.createDirectories(stateFolder);
        Path draft = Files.createTempFile(stateFolder, FILE, ".new");
        Files.writeString(draft, text);
        Files.move(draft, stateFolder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Lets these rules hold from now on, in place of those that were set before.
     *
     * @throws IllegalArgumentException when one is no rule
     */
    public void set(String... rules) {
        own = Stream.of(rules).map(FaultRule::parse).toList();
    }

    /** Lets nothing go wrong that was {@link #set}; what hangs goes on. */
    public void clear() {
        set();
    }

    /** How many calls there were of a method, by its name alone. */
    public int calls(String method) {
        return Optional.ofNullable(calls.get(method)).map(AtomicInteger::get).orElse(0);
    }

    /** Obeys the file in that folder too. */
    void follow(Path stateFolder) {
        file = Optional.of(stateFolder.resolve(FILE));
    }

    /** Takes note of a call, and tells what goes wrong in it. */
    Optional<FaultRule> met(Collection<Class<?>> interfaces, String method, Supplier<String> arguments) {
        calls.computeIfAbsent(method, first -> new AtomicInteger()).incrementAndGet();
        List<FaultRule> present = rules();
        met.keySet().retainAll(present);
        return present.stream()
                .filter(rule -> rule.names(interfaces, method))
                .filter(rule -> rule.of().isEmpty() || arguments.get().contains(rule.of()))
                .filter(this::isItsTurn)
                .findFirst();
    }

    private boolean isItsTurn(FaultRule rule) {
        int before = met.computeIfAbsent(rule, first -> new AtomicInteger()).getAndIncrement();
        return before >= rule.after() && before - rule.after() < rule.times();
    }

    /** Whether a rule is still there. */
    boolean hold(FaultRule rule) {
        return rules().contains(rule);
    }

    private List<FaultRule> rules() {
        return Stream.concat(file.map(this::read).orElse(List.of()).stream(), own.stream())
                .toList();
    }

    private List<FaultRule> read(Path path) {
        Read known = last;
        try {
            String text = Files.readString(path);
            if (!text.equals(known.text())) {
                known = new Read(text, parsed(text));
                last = known;
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException ignored) {
            // no descriptor is free, or the disk is ill: what was read before holds
        }
        return known.rules();
    }

    private static List<FaultRule> parsed(String text) {
        try {
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(FaultRule::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new DriverException(DriverException.Kind.INVALID_ARGUMENT, FILE + ": " + e.getMessage(), e);
        }
    }
}
