package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.HostConfigBuilder;
import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.api.container.ResourceConfig.Ulimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LaunchDefaultsTest {
    @Test
    void addsLimitsThatTheContainerDoesNotName() {
        LaunchDefaults defaults = defaults("nofile=10:20\nnproc=5\ncore=-1:-1\nnosuch=1\nnofile", "");

        assertThat(defaults.ulimits())
                .containsExactly(new Ulimit("nofile", 10, 20), new Ulimit("nproc", 5, 5), new Ulimit("core", -1, -1));
        assertThat(defaults.applied(host("", new Ulimit("nofile", 1, 2)))
                        .resources()
                        .ulimits())
                .containsExactly(new Ulimit("nofile", 1, 2), new Ulimit("nproc", 5, 5), new Ulimit("core", -1, -1));
    }

    @Test
    void putsContainersBelowTheParentThatTheyOrTheDaemonName() {
        assertThat(defaults("", "").cgroupParent(host(""))).isEqualTo("/wharf");
        assertThat(defaults("", "").cgroupParent(host("/other"))).isEqualTo("/other");
        assertThat(defaults("", "").cgroupParent(host("sub/../../x"))).isEqualTo("/wharf/x");
        assertThat(defaults("", "/mine").cgroupParent(host(""))).isEqualTo("/mine");
        assertThat(defaults("", "/mine").cgroupParent(host("sub"))).isEqualTo("/mine/sub");
        assertThat(defaults("", "mine").cgroupParent(host(""))).isEqualTo("/wharf/mine");
    }

    @Test
    void settingsThatChangeAreFollowed() {
        Map<String, String> properties = new HashMap<>();
        Supplier<LaunchDefaults> defaults = new FollowedDefaults(() -> DaemonSettings.from(properties::get));
        assertThat(defaults.get().ulimits()).isEmpty();

        properties.put(DaemonSettings.DEFAULT_ULIMITS, "nproc=5");

        assertThat(defaults.get().ulimits()).containsExactly(new Ulimit("nproc", 5, 5));
        assertThat(defaults.get()).isSameAs(defaults.get());
    }

    private static LaunchDefaults defaults(String ulimits, String parent) {
        Map<String, String> properties = new HashMap<>();
        properties.put(DaemonSettings.DEFAULT_ULIMITS, ulimits);
        properties.put(DaemonSettings.CGROUP_PARENT, parent);
        return LaunchDefaults.of(DaemonSettings.from(properties::get));
    }

    private static HostConfig host(String cgroupParent, Ulimit... ulimits) {
        HostConfigBuilder builder = HostConfig.builder();
        return builder.resources(new ResourceConfig(
                        0,
                        0,
                        0,
                        0,
                        OptionalInt.empty(),
                        false,
                        0,
                        0,
                        0,
                        0,
                        0,
                        "",
                        "",
                        0,
                        OptionalLong.empty(),
                        List.of(ulimits),
                        List.of(),
                        cgroupParent))
                .build();
    }
}
