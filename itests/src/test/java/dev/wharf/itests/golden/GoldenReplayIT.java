package dev.wharf.itests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.itests.BusyboxRoot;
import dev.wharf.itests.WharfDaemon;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("privileged")
class GoldenReplayIT {

    @ParameterizedTest
    @ValueSource(strings = {"1.12", "1.15", "1.18", "1.19", "1.20", "1.21"})
    void theAnswersAreThoseOfDockerButForWhatIsMeant(String version) {
        try (WharfDaemon daemon = WharfDaemon.start()) {
            daemon.client().postTar("/images/create?fromSrc=-&repo=busybox&tag=latest", BusyboxRoot.tar());

            assertThat(new GoldenReplay(daemon.socket(), version).run()).isEmpty();
        }
    }
}
