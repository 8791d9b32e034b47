package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options of a container. */
abstract class OptionsTopic extends LogTopic {
    private static final String UNKNOWN = "no-driver-has-this";

    @Test
    void noOptionsAreTaken() {
        assertThatCode(() -> suite().provider().validate(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void theOptionsOfTheSuiteAreTaken() {
        assertThatCode(() -> suite().provider().validate(suite().options())).doesNotThrowAnyException();
        assertThatCode(() -> suite().provider().validate(suite().rotatingOptions()))
                .doesNotThrowAnyException();
    }

    @Test
    void anUnknownOptionIsRefusedBesideOthers() {
        Map<String, String> options = new HashMap<>(suite().rotatingOptions());
        options.putAll(suite().options());
        options.put(UNKNOWN, "");

        assertFails(Kind.INVALID_ARGUMENT, () -> suite().provider().validate(options));
    }

    @Test
    void anUnknownOptionIsRefusedInDockersWords() {
        assertThatThrownBy(() -> suite().provider().validate(Map.of(UNKNOWN, "x")))
                .hasMessage("unknown log opt '" + UNKNOWN + "' for "
                        + suite().provider().name() + " log driver");
    }
}
