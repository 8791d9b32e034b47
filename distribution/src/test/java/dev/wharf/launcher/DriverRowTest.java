package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverRowTest {
    private static final String ANSWER =
            """
            [{"kind":"graph","name":"overlay","version":"0.1.0","state":"active","default":true,"reason":"",
              "calls":70,"errors":1,"stuck":0,"slowest":{"call":"commit","millis":1234},
              "lastError":{"call":"prepare","message":"no space\\nleft","at":"2015-11-03T10:00:00Z"}},
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
    void aTableHasAHeadAndAlignedColumnsAndBelowADriverWhatIsWrongWithIt() throws IOException {
        assertThat(Table.of(DriverRow.parse(ANSWER)))
                .isEqualTo(
                        """
                        KIND    NAME      VERSION   STATE              CALLS   ERRORS   STUCK   SLOWEST CALL
                        graph   overlay   0.1.0     active (default)   70      1        0       commit 1234 ms
                                last error, in prepare at 2015-11-03T10:00:00Z: no space left
                        graph   aufs      0.1.0     unsupported
                                no aufs
                        """);
    }

    @Test
    void noDriversIsAHeadAlone() {
        assertThat(Table.of(List.of()))
                .startsWith("KIND   NAME   VERSION   STATE   CALLS")
                .hasLineCount(1);
    }

    @Test
    void anotherShapeIsRefused() {
        assertThatThrownBy(() -> DriverRow.parse("{}")).isInstanceOf(IOException.class);
    }
}
