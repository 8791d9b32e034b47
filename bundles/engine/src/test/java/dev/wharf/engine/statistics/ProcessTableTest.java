package dev.wharf.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    @Test
    void linesOfOtherProcessesAreLeftOut() {
        String output = "  PID TTY  CMD\n    1 ?    init\n   12 ?    sleep 300 x\n  120 ?    cat\n";

        assertThat(ProcessTable.parse(output, List.of(12)).rows()).containsExactly(List.of("12", "?", "sleep 300 x"));
    }

    @Test
    void threadsFollowTheirProcess() {
        String output = "PID LWP CMD\n1 - init\n- 1 -\n12 - java\n- 12 -\n- 13 -\n14 - cat\n- 14 -\n";

        assertThat(ProcessTable.parse(output, List.of(12)).rows())
                .containsExactly(List.of("12", "-", "java"), List.of("-", "12", "-"), List.of("-", "13", "-"));
    }

    @Test
    void aLineThatIsTooShortHasEmptyTexts() {
        assertThat(ProcessTable.parse("PID TTY CMD\n12\n12 ?\n\n", List.of(12)).rows())
                .containsExactly(List.of("12", "", ""), List.of("12", "?", ""));
    }

    @Test
    void aTextForAnIdIsRefused() {
        assertThatThrownBy(() -> ProcessTable.parse("PID CMD\nhelp x\n", List.of(12)))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Unexpected pid 'help'");
    }

    @Test
    void noOutputHasNoIds() {
        assertThatThrownBy(() -> ProcessTable.parse("", List.of(12)))
                .isInstanceOf(EngineException.InvalidArgument.class);
    }
}
