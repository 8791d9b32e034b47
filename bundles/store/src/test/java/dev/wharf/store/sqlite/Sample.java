package dev.wharf.store.sqlite;

import dev.wharf.store.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A record with one part of every sort that the store promises to keep. */
record Sample(
        String name,
        String image,
        long size,
        boolean paused,
        Colour colour,
        Instant created,
        Duration timeout,
        Optional<String> comment,
        OptionalLong limit,
        List<Part> parts,
        Map<String, String> labels,
        Shape shape) {

    static final RecordType<Sample> TYPE =
            RecordType.of("samples", Sample.class).indexed("image", Sample::image);

    enum Colour {
        RED,
        GREEN
    }

    record Part(String text, Optional<Instant> at) {}

    sealed interface Shape {}

    record Circle(int radius) implements Shape {}

    record Nothing() implements Shape {}

    Sample {
        parts = List.copyOf(parts);
        labels = Map.copyOf(labels);
    }

    static Sample of(String name, String image) {
        return new Sample(
                name,
                image,
                42,
                true,
                Colour.GREEN,
                Instant.parse("2026-01-02T03:04:05.123456789Z"),
                Duration.ofMillis(1500),
                Optional.of("a \"comment\" with \u00fc"),
                OptionalLong.of(7),
                List.of(new Part("one", Optional.empty()), new Part("two", Optional.of(Instant.EPOCH))),
                Map.of("key", "value"),
                new Circle(3));
    }

    /** An accessor that is no component, and must not be kept. */
    public boolean isLarge() {
        return size > 100;
    }
}
