package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UlimitsTest {
    @Test
    void softAndHardLimitsAreTaken() {
        assertThatCode(() -> Ulimits.check(List.of("nofile=1024:4096", "nproc=100", "core=0", "memlock=-1:-1")))
                .doesNotThrowAnyException();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Ulimits.check(List.of("nofile")))
                .hasMessageStartingWith("invalid ulimit argument: nofile");
        assertThatThrownBy(() -> Ulimits.check(List.of("files=3"))).hasMessage("invalid ulimit type: files");
        assertThatThrownBy(() -> Ulimits.check(List.of("nofile=5:3")))
                .hasMessage("ulimit soft limit must be less than or equal to hard limit: 5 > 3");
        assertThatThrownBy(() -> Ulimits.check(List.of("nofile=99999999999999999999")))
                .hasMessageContaining("too large");
    }
}
