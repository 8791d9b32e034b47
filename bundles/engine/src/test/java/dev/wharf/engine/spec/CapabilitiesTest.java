package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.SecurityConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void areFourteenByDefault() {
        assertThat(Capabilities.of(SecurityConfig.empty())).hasSize(14).doesNotContain("SYS_ADMIN");
    }

    @Test
    void areAddedAndDropped() {
        assertThat(Capabilities.of(security(List.of("net_admin"), List.of("CAP_MKNOD"))))
                .contains("NET_ADMIN")
                .doesNotContain("MKNOD");
    }

    @Test
    void areAllButTheDroppedOnesWithAll() {
        assertThat(Capabilities.of(security(List.of("ALL"), List.of("SYS_ADMIN"))))
                .hasSize(40)
                .doesNotContain("SYS_ADMIN");
    }

    @Test
    void areTheAddedOnesAloneWithoutAll() {
        assertThat(Capabilities.of(security(List.of("KILL"), List.of("ALL")))).containsExactly("KILL");
    }

    @Test
    void areRefusedWhenUnknown() {
        assertThatThrownBy(() -> Capabilities.of(security(List.of("FLY"), List.of())))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Unknown capability to add: \"FLY\"");
        assertThatThrownBy(() -> Capabilities.of(security(List.of(), List.of("FLY"))))
                .hasMessage("Unknown capability to drop: \"FLY\"");
    }

    private static SecurityConfig security(List<String> add, List<String> drop) {
        return new SecurityConfig(false, add, drop, List.of(), List.of(), false, "", "", "", "");
    }
}
