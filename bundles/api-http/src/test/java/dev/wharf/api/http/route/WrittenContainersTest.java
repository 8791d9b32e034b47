package dev.wharf.api.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.api.http.wire.InspectContainer;
import dev.wharf.api.http.wire.Json;
import dev.wharf.api.http.wire.Samples;
import dev.wharf.engine.api.container.Container;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WrittenContainersTest {
    private final WrittenContainers<byte[]> texts =
            new WrittenContainers<>(container -> Json.write(InspectContainer.of(container)));

    @Test
    void aTextIsWrittenOnceUntilTheContainerChanges() {
        byte[] first = texts.of(Samples.running());

        assertThat(texts.of(Samples.running())).isSameAs(first);
        assertThat(texts.of(Samples.created())).isEqualTo(Json.write(InspectContainer.of(Samples.created())));
        assertThat(texts.of(Samples.running())).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void aFewHundredAreKept() {
        List<Container> containers = IntStream.range(0, 200)
                .mapToObj(number -> Samples.running(String.format("%064x", number)))
                .toList();
        List<byte[]> written = containers.stream().map(texts::of).toList();

        for (int i = 0; i < containers.size(); i++) {
            assertThat(texts.of(containers.get(i))).isSameAs(written.get(i));
        }
    }

    @Test
    void moreThanAreKeptAreWrittenAgain() {
        for (int number = 0; number < 1000; number++) {
            Container container = Samples.running(String.format("%064x", number % 400));

            assertThat(texts.of(container)).isEqualTo(Json.write(InspectContainer.of(container)));
        }
    }
}
