package dev.wharf.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventFilterTest {
    private static final Event START = new Event(
            Event.Type.CONTAINER,
            "start",
            "4fa6e0f0c678",
            "busybox:1.36",
            Map.of("name", "web", "tier", "front"),
            at());
    private static final Event EXEC = new Event(
            Event.Type.CONTAINER, "exec_create: ls -l", "4fa6e0f0c678", "busybox", Map.of("name", "web"), at());
    private static final Event TAG =
            new Event(Event.Type.IMAGE, "tag", "sha256:17583c7dd0da", "", Map.of("name", "busybox:latest"), at());

    @Test
    void withoutFiltersEverythingPasses() {
        assertThat(filter(Map.of()).accepts(TAG)).isTrue();
    }

    @Test
    void anActionMatchesAlsoByThePartBeforeItsColon() {
        assertThat(accepts("event", "exec_create", EXEC)).isTrue();
        assertThat(accepts("event", "exec_create: ls -l", EXEC)).isTrue();
        assertThat(accepts("event", "exec", EXEC)).isFalse();
    }

    @Test
    void aContainerMatchesByIdPrefixAndName() {
        assertThat(accepts("container", "4fa6", START)).isTrue();
        assertThat(accepts("container", "web", START)).isTrue();
        assertThat(accepts("container", "/web", START)).isTrue();
        assertThat(accepts("container", "we", START)).isFalse();
    }

    @Test
    void imageEventsDoNotPassAContainerFilter() {
        assertThat(accepts("container", "sha256", TAG)).isFalse();
    }

    @Test
    void anImageMatchesWithAndWithoutItsTag() {
        assertThat(accepts("image", "busybox", START)).isTrue();
        assertThat(accepts("image", "busybox:1.36", START)).isTrue();
        assertThat(accepts("image", "busybox:1.35", START)).isFalse();
        assertThat(accepts("image", "busybox:latest", EXEC)).isTrue();
        assertThat(accepts("image", "busybox", TAG)).isTrue();
        assertThat(accepts("image", "sha256:17583c7dd0da", TAG)).isTrue();
    }

    @Test
    void aLabelMatchesByKeyOrByKeyAndValue() {
        assertThat(accepts("label", "tier", START)).isTrue();
        assertThat(accepts("label", "tier=front", START)).isTrue();
        assertThat(accepts("label", "tier=back", START)).isFalse();
        assertThat(accepts("label", "tier", EXEC)).isFalse();
    }

    @Test
    void aTypeMatchesInLowerCase() {
        assertThat(accepts("type", "container", START)).isTrue();
        assertThat(accepts("type", "image", START)).isFalse();
    }

    @Test
    void volumesAndNetworksMatchByIdAndName() {
        Event volume = new Event(Event.Type.VOLUME, "create", "data", "", Map.of("driver", "local"), at());
        Event network = new Event(Event.Type.NETWORK, "connect", "77aa", "", Map.of("name", "bridge"), at());

        assertThat(accepts("volume", "data", volume)).isTrue();
        assertThat(accepts("volume", "other", volume)).isFalse();
        assertThat(accepts("volume", "4fa6", START)).isFalse();
        assertThat(accepts("network", "bridge", network)).isTrue();
        assertThat(accepts("network", "77", network)).isTrue();
        assertThat(accepts("daemon", "host", network)).isFalse();
    }

    @Test
    void anUnknownFilterIsIgnored() {
        assertThat(accepts("nosuch", "value", START)).isTrue();
    }

    @Test
    void allFiltersMustMatchAndAnyOfTheirValues() {
        assertThat(filter(Map.of("event", List.of("stop", "start"), "type", List.of("container")))
                        .accepts(START))
                .isTrue();
        assertThat(filter(Map.of("event", List.of("start"), "type", List.of("image")))
                        .accepts(START))
                .isFalse();
    }

    private static boolean accepts(String filter, String value, Event event) {
        return filter(Map.of(filter, List.of(value))).accepts(event);
    }

    private static EventFilter filter(Map<String, List<String>> filters) {
        return new EventFilter(filters, reference -> Optional.empty());
    }

    private static Instant at() {
        return Instant.EPOCH;
    }
}
