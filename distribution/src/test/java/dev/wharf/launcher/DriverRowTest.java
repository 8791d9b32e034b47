package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverRowTest {
    private static final String ANSWER =
            """
            [{"kind":"graph","name":"overlay","version":"0.1.0","state":"active","default":true,"reason":""},
             {"kind":"graph","name":"aufs","version":"0.1.0","state":"unsupported","default":false,"reason":"no aufs"}]
            """;

    @Test
    void eachDriverIsOneSentence() throws IOException {
        assertThat(DriverRow.parse(ANSWER))
                .extracting(DriverRow::sentence)
                .containsExactly(
                        "graph driver overlay 0.1.0: active (default)",
                        "graph driver aufs 0.1.0: unsupported, no aufs");
    }

    @Test
    void aTableHasAHeadAndAlignedColumns() throws IOException {
        assertThat(Table.of(DriverRow.parse(ANSWER)))
                .isEqualTo(
                        """
                        KIND    NAME      VERSION   STATE              REASON
                        graph   overlay   0.1.0     active (default)
                        graph   aufs      0.1.0     unsupported        no aufs
                        """);
    }

    @Test
    void noDriversIsAHeadAlone() {
        assertThat(Table.of(List.of())).isEqualTo("KIND   NAME   VERSION   STATE   REASON\n");
    }

    @Test
    void anotherShapeIsRefused() {
        assertThatThrownBy(() -> DriverRow.parse("{}")).isInstanceOf(IOException.class);
    }
}
