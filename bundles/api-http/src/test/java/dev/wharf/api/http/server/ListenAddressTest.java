package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "unix:///run/x.sock,unix:///run/x.sock",
        "unix://,unix:///var/run/docker.sock",
        "tcp://127.0.0.1:2375,tcp://127.0.0.1:2375",
        "tcp://:4243,tcp://127.0.0.1:4243",
        "tcp://0.0.0.0,tcp://0.0.0.0:2375",
        "tcp://[::1]:1,tcp://::1:1"
    })
    void addressesAreReadAsDockerdReadsThem(String text, String meaning) {
        assertThat(ListenAddress.parse(text)).hasToString(meaning);
    }

    @ParameterizedTest
    @CsvSource({"unix:///x,false", "tcp://127.0.0.1:1,false", "tcp://[::1]:1,false", "tcp://0.0.0.0:1,true"})
    void anAddressIsOpenToOthersOrNot(String text, boolean isOpen) {
        assertThat(ListenAddress.parse(text).isOpenToOthers()).isEqualTo(isOpen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "http://a:1", "tcp://a:b", "tcp://a:70000", "fd://"})
    void othersAreRefused(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid bind address: " + text);
    }
}
