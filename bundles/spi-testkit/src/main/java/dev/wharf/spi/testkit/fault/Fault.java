package dev.wharf.spi.testkit.fault;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a call. */
sealed interface Fault {

    /** Lets it go wrong, and gives what the caller gets. */
    @Nullable
    Object in(FaultyCall call) throws Throwable;

    /** The call does not return before the fault is over. One that can be interrupted ends with CANCELLED then. */
    record Hang(boolean canBeInterrupted) implements Fault {
        @Override
        public @Nullable Object in(FaultyCall call) throws Throwable {
            return call.with(() -> FaultyCall.wait(call.lasts(), canBeInterrupted));
        }
    }

    /** The call takes longer. An interrupt ends it with CANCELLED. */
    record Slow(Duration time) implements Fault {
        public Slow {
            requireNonNull(time, "time");
        }

        @Override
        public @Nullable Object in(FaultyCall call) throws Throwable {
            long end = System.nanoTime() + time.toNanos();
            return call.with(() -> FaultyCall.wait(() -> System.nanoTime() < end, true));
        }
    }

    /** The call starts threads that nobody ends before the fault is over. */
    record Leak(int threads) implements Fault {
        @Override
        public @Nullable Object in(FaultyCall call) throws Throwable {
            for (int i = 0; i < threads; i++) {
                new Thread(() -> FaultyCall.wait(call.lasts(), false), "leaked by " + call.name()).start();
            }
            return call.work().done();
        }
    }

    /** The call throws. */
    record Throw(Thrown thrown, String message) implements Fault {
        public Throw {
            requireNonNull(thrown, "thrown");
            requireNonNull(message, "message");
        }

        @Override
        public @Nullable Object in(FaultyCall call) throws Throwable {
            return call.with(() -> {
                throw thrown.of(message);
            });
        }
    }

    /** The call returns what its Javadoc does not allow. */
    record Answer(Nonsense nonsense) implements Fault {
        public Answer {
            requireNonNull(nonsense, "nonsense");
        }

        @Override
        public @Nullable Object in(FaultyCall call) throws Throwable {
            boolean isDone = call.isLate() || nonsense.needsRight();
            return nonsense.of(call.type(), isDone ? call.work().done() : null);
        }
    }

    /** A probe tells that the driver cannot work here. */
    record Unsupported(String reason) implements Fault {
        public Unsupported {
            requireNonNull(reason, "reason");
        }

        @Override
        public Object in(FaultyCall call) {
            return Probe.unsupported(reason);
        }
    }

    /** Makes the throwable of a message. */
    interface Thrown {
        Throwable of(String message);
    }

    /**
     * Reads a fault, such as {@code hang uninterruptible}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Fault parse(String text) {
        String[] words = text.strip().split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "hang" -> new Hang(!"uninterruptible".equals(rest));
            case "slow" -> new Slow(Duration.parse("PT" + rest.toUpperCase(Locale.ROOT)));
            case "leak" -> new Leak(rest.isEmpty() ? 1 : Integer.parseInt(rest));
            case "throw" -> thrown(rest);
            case "answer" -> new Answer(
                    Nonsense.valueOf(rest.toUpperCase(Locale.ROOT).replace('-', '_')));
            case "unsupported" -> new Unsupported(rest);
            default -> throw new IllegalArgumentException("no such fault: \"" + text + '"');
        };
    }

    private static Throw thrown(String text) {
        String[] words = text.split("\\s+", 2);
        String message = words.length > 1 ? words[1] : "made to fail";
        return new Throw(
                switch (words[0]) {
                    case "runtime" -> IllegalStateException::new;
                    case "linkage" -> NoClassDefFoundError::new;
                    case "stack-overflow" -> StackOverflowError::new;
                    case "checked" -> java.io.IOException::new;
                    default -> kind(words[0]);
                },
                message);
    }

    private static Thrown kind(String name) {
        Optional<DriverException.Kind> kind = Stream.of(DriverException.Kind.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
        return kind.<Thrown>map(known -> message -> new DriverException(known, message))
                .orElseThrow(() -> new IllegalArgumentException("nothing to throw: \"" + name + '"'));
    }
}
