package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {

    @ParameterizedTest
    @CsvSource({
        "unix:///run/a.sock, unix:///run/a.sock",
        "unix://, unix:///var/run/docker.sock",
        "tcp://127.0.0.1:2375, tcp://127.0.0.1:2375",
        "tcp://:4243, tcp://127.0.0.1:4243",
        "tcp://0.0.0.0, tcp://0.0.0.0:2375",
        "tcp://[::1]:2375, tcp://[::1]:2375"
    })
    void addressesAreCompleted(String given, String full) {
        assertThat(HostAddress.parse(given).text()).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource({
        "/run/a.sock, did you mean unix:///run/a.sock?",
        "2375, did you mean tcp://127.0.0.1:2375?",
        "host:2375, did you mean tcp://host:2375?",
        "fd://, it must begin with unix:// or tcp://",
        "unix://run/a.sock, the path must be absolute",
        "tcp://a:99999, the port must lie between 1 and 65535"
    })
    void otherFormsAreRefusedWithAHint(String given, String hint) {
        assertThatThrownBy(() -> HostAddress.parse(given)).hasMessageEndingWith(hint);
    }

    @Test
    void aPathThatTheKernelCannotTakeIsRefused() {
        assertThatThrownBy(() -> HostAddress.parse("unix:///" + "a".repeat(107)))
                .hasMessageEndingWith("the path is longer than 107 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://a", "tcp://a/b", "tcp://a:b"})
    void nonsenseIsRefused(String given) {
        assertThatThrownBy(() -> HostAddress.parse(given)).isInstanceOf(UsageException.class);
    }
}
