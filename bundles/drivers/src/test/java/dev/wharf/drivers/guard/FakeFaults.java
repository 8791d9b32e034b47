package dev.wharf.drivers.guard;

import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a driver does that was not compiled against the rules. */
final class FakeFaults {
    private FakeFaults() {}

    /** Null, where the compiler expects a value. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // on purpose
    static <T> T nothing() {
        return null;
    }

    /** Something else than what the type says. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // on purpose
    static <T> T cast(Object value) {
        return (T) value;
    }

    /** Throws what need not be declared then. */
    @SuppressWarnings("unchecked") // on purpose
    static <E extends Throwable> RuntimeException sneaky(Throwable error) throws E {
        throw (E) error;
    }

    static ProcessSpec process() {
        return new ProcessSpec(
                List.of("true"),
                List.of(),
                "/",
                "",
                List.of(),
                Set.of(),
                List.of(),
                false,
                false,
                0,
                Optional.empty(),
                "");
    }

    static Stdio stdio() {
        return new Stdio(Optional.empty(), Path.of("/out"), Optional.empty());
    }
}
