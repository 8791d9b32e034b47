package dev.wharf.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.container.Rig;
import dev.wharf.engine.spec.HostFacts;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelFitTest {
    private static final HostFacts POOR = new HostFacts(false, Set.of(), Set.of(), Set.of(0), Set.of(0));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory|8388608|Your kernel does not support memory limit capabilities. Limitation discarded.",
                "cpuShares|512|Your kernel does not support CPU shares. Shares discarded.",
                "cpuPeriod|5000|Your kernel does not support CPU cfs period. Period discarded.",
                "cpuQuota|5000|Your kernel does not support CPU cfs quota. Quota discarded.",
                "cpusetCpus|0|Your kernel does not support cpuset. Cpuset discarded.",
                "blkioWeight|100|Your kernel does not support Block I/O weight. Weight discarded.",
                "swappiness|5|Your kernel does not support memory swappiness capabilities, memory swappiness discarded.",
                "pids|5|Your kernel does not support pids limit capabilities. Limitation discarded.",
            })
    void takesOutWhatTheKernelCannotDo(String name, String value, String warning) {
        KernelFit fit = new KernelFit(config(Limits.with(name, value)), POOR);

        assertThat(fit.warnings()).containsExactly(warning);
        assertThat(fit.config().resources()).isEqualTo(ResourceConfig.unlimited());
    }

    @Test
    void keepsWhatTheKernelCanDo() {
        KernelFit fit = new KernelFit(config(Limits.with("cpuShares", "512")), Rig.HOST);

        assertThat(fit.warnings()).isEmpty();
        assertThat(fit.config().resources().cpuShares()).isEqualTo(512);
    }

    @Test
    void givesTwiceTheMemoryWithSwap() {
        KernelFit fit = new KernelFit(config(Limits.memory(1 << 23, 0, 0)), Rig.HOST);

        assertThat(fit.config().resources().memorySwap()).isEqualTo(1 << 24);
        assertThat(new KernelFit(config(Limits.memory(Long.MAX_VALUE, 0, 0)), Rig.HOST)
                        .config()
                        .resources()
                        .memorySwap())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesToDisableTheOomKillerInVain() {
        assertThatThrownBy(() -> new KernelFit(config(Limits.with("oomKillDisable", "")), POOR))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Your kernel does not support oom kill disable.");
    }

    @Test
    void acceptsOptionsOfTheLxcDriverInVain() {
        HostConfig asked = config(ResourceConfig.unlimited()).toBuilder()
                .lxcConf(Map.of("lxc.utsname", "x"))
                .build();

        assertThat(new KernelFit(asked, Rig.HOST).warnings())
                .containsExactly("Options of the lxc driver (--lxc-conf) have no effect. Options discarded.");
    }

    private static HostConfig config(ResourceConfig resources) {
        return HostConfig.builder()
                .network(NetworkConfig.ofMode("none"))
                .resources(resources)
                .build();
    }
}
