package dev.wharf.api.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.api.http.wire.InspectContainer;
import dev.wharf.api.http.wire.Json;
import dev.wharf.api.http.wire.Samples;
import dev.wharf.engine.api.container.Container;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InspectedContainersTest {
    private final InspectedContainers texts = new InspectedContainers();

    @Test
    void aTextIsWrittenOnceUntilTheContainerChanges() {
        byte[] first = texts.text(Samples.running());

        assertThat(texts.text(Samples.running())).isSameAs(first);
        assertThat(texts.text(Samples.created())).isEqualTo(Json.write(InspectContainer.of(Samples.created())));
        assertThat(texts.text(Samples.running())).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void aFewHundredAreKept() {
        List<Container> containers = IntStream.range(0, 200)
                .mapToObj(number -> Samples.running(String.format("%064x", number)))
                .toList();
        List<byte[]> written = containers.stream().map(texts::text).toList();

        for (int i = 0; i < containers.size(); i++) {
            assertThat(texts.text(containers.get(i))).isSameAs(written.get(i));
        }
    }

    @Test
    void moreThanAreKeptAreWrittenAgain() {
        for (int number = 0; number < 1000; number++) {
            Container container = Samples.running(String.format("%064x", number % 400));

            assertThat(texts.text(container)).isEqualTo(Json.write(InspectContainer.of(container)));
        }
    }
}
