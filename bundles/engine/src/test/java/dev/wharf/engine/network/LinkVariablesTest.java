package dev.wharf.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkVariablesTest {
    @Test
    void eachPortIsToldInAllParts() {
        LinkVariables link = new LinkVariables("/web/my-db", "172.17.0.2", List.of("5432/tcp"), List.of());

        assertThat(link.all())
                .containsExactly(
                        "MY_DB_PORT=tcp://172.17.0.2:5432",
                        "MY_DB_PORT_5432_TCP=tcp://172.17.0.2:5432",
                        "MY_DB_PORT_5432_TCP_ADDR=172.17.0.2",
                        "MY_DB_PORT_5432_TCP_PORT=5432",
                        "MY_DB_PORT_5432_TCP_PROTO=tcp",
                        "MY_DB_NAME=/web/my-db");
    }

    @Test
    void theLowestPortIsTheMainOneAndTcpBeforeUdp() {
        assertThat(variables("53/udp", "53/tcp", "80/tcp")).contains("DB_PORT=tcp://1.2.3.4:53");
        assertThat(variables("53/udp", "80/tcp")).contains("DB_PORT=udp://1.2.3.4:53");
    }

    @Test
    void threePortsInARowAreToldAsARun() {
        assertThat(variables("80/tcp", "81/tcp", "82/tcp"))
                .contains(
                        "DB_PORT_80_TCP_START=tcp://1.2.3.4:80",
                        "DB_PORT_80_TCP_PORT_START=80",
                        "DB_PORT_80_TCP_END=tcp://1.2.3.4:82",
                        "DB_PORT_80_TCP_PORT_END=82",
                        "DB_PORT_81_TCP=tcp://1.2.3.4:81");
        assertThat(variables("80/tcp", "81/tcp")).noneMatch(variable -> variable.contains("_START"));
        assertThat(variables("80-82/tcp")).contains("DB_PORT_80_TCP_PORT_END=82");
    }

    @Test
    void theEnvironmentOfTheSourceIsToldButForWhatEachContainerHas() {
        LinkVariables link =
                new LinkVariables("/web/db", "1.2.3.4", List.of(), List.of("A=1=2", "HOME=/", "PATH=/bin", "EMPTY"));

        assertThat(link.all()).containsExactly("DB_NAME=/web/db", "DB_ENV_A=1=2");
    }

    private static List<String> variables(String... ports) {
        return new LinkVariables("/web/db", "1.2.3.4", List.of(ports), List.of()).all();
    }
}
