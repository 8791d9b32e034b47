package dev.wharf.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
    @ParameterizedTest
    @CsvSource({
        "TERM,15",
        "SIGTERM,15",
        "sigterm,15",
        "15,15",
        "KILL,9",
        "USR1,10",
        "SYS,31",
        "POLL,29",
        "RTMIN,34",
        "SIGRTMIN+3,37",
        "RTMAX,64",
        "RTMAX-1,63",
        "64,64"
    })
    void knowsNamesAndNumbers(String signal, int number) {
        assertThat(Signals.number(signal)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65", "NOPE", "-9", "RTMIN-1", "RTMAX+1", "SIG", "9.5"})
    void refusesAnythingElse(String signal) {
        assertThatThrownBy(() -> Signals.number(signal))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Invalid signal: " + signal);
    }
}
