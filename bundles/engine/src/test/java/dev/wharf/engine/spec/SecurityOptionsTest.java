package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityOptionsTest {
    @TempDir
    Path sys;

    @Test
    void readsBothSpellings() {
        assertThat(options("label:disable", "label=type:svirt_apache", "no-new-privileges")
                        .noNewPrivileges())
                .isTrue();
        assertThat(options("no-new-privileges:true").noNewPrivileges()).isTrue();
        assertThat(options("no-new-privileges=false").noNewPrivileges()).isFalse();
        assertThat(options("systempaths=unconfined").maskedPaths()).isFalse();
        assertThat(options("seccomp=unconfined").filter(Set.of())).isEmpty();
        assertThat(options("seccomp:unconfined").filter(Set.of())).isEmpty();
        assertThat(options().filter(Set.of())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nosuch", "nosuch=1", "seccomp", "apparmor=", "no-new-privileges=maybe", "systempaths=x"})
    void refusesUnknownOnes(String option) {
        assertThatThrownBy(() -> options(option))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Invalid --security-opt: \"" + option + "\"");
    }

    @Test
    void passesProfilesOverOnAHostWithoutAppArmor() {
        assertThat(options("apparmor=mine").apparmorProfile(new AppArmor(sys))).isEmpty();
    }

    @Test
    void confinesByDefaultWhenTheProfileIsThere() throws IOException {
        Files.createDirectories(sys.resolve("module/apparmor/parameters"));
        Files.createDirectories(sys.resolve("kernel/security/apparmor"));
        Files.writeString(sys.resolve("module/apparmor/parameters/enabled"), "Y\n");
        AppArmor host = new AppArmor(sys);

        assertThat(options().apparmorProfile(host)).isEmpty();
        Files.writeString(
                sys.resolve("kernel/security/apparmor/profiles"), "docker-default (enforce)\nmine (complain)\n");
        assertThat(options().apparmorProfile(host)).isEqualTo("docker-default");
        assertThat(options("apparmor:mine").apparmorProfile(host)).isEqualTo("mine");
        assertThat(options("apparmor=unconfined").apparmorProfile(host)).isEmpty();
        assertThat(host.isLoaded("min")).isFalse();
    }

    private static SecurityOptions options(String... options) {
        return SecurityOptions.of(List.of(options));
    }
}
