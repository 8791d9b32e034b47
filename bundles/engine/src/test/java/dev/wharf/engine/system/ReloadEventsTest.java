package dev.wharf.engine.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.DaemonSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReloadEventsTest {
    @Test
    void listsAreJson() {
        Map<String, String> told = ReloadEvents.attributes(DaemonSettings.from(
                Map.of(DaemonSettings.LABELS, "a=b\nsay=\"x\\y\"", DaemonSettings.LIVE_RESTORE, "false")::get));

        assertThat(told)
                .containsEntry("labels", "[\"a=b\",\"say=\\\"x\\\\y\\\"\"]")
                .containsEntry("live-restore", "false")
                .containsEntry("log-driver", "json-file")
                .containsEntry("log-opts", "[]")
                .containsEntry("debug", "false");
    }
}
