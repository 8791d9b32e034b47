package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Logs that give way to new records. For drivers with rotation; of the others the suite must tell no options. */
abstract class RotationTopic extends LogTopic {
    private static final int MANY = 2_000;
    private static final int FEW = 50;
    private static final int KEPT_AT_LEAST = 100;

    /** Records of 100 bytes. */
    private static List<Kept> wide(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> Kept.line(number, "%0100d".formatted(number)))
                .toList();
    }

    private LogSink rotatingSink() {
        return rig().sink(rig().target(), suite().rotatingOptions());
    }

    private LogCursor rotatingCursor(LogQuery query) {
        return cursor(rig().target(), suite().rotatingOptions(), query);
    }

    private List<String> rotated(LogQuery query) {
        try (LogCursor cursor = rotatingCursor(query)) {
            return texts(cursor);
        }
    }

    @Test
    void optionsAreToldAsClaimed() {
        assertThat(suite().rotatingOptions().isEmpty()).isEqualTo(!has(LogFeature.ROTATION));
    }

    @Test
    void theNewestRecordsAreKeptWithoutAGap() {
        if (!has(LogFeature.ROTATION)) {
            return;
        }
        LogSink sink = rotatingSink();
        for (int number = 0; number < MANY; number += FEW) {
            write(sink, wide(number, number + FEW));
        }

        List<String> kept = rotated(LogQuery.all());

        assertThat(kept.size()).isBetween(KEPT_AT_LEAST, MANY - 1);
        assertThat(kept).isEqualTo(texts(wide(MANY - kept.size(), MANY)));
    }

    @Test
    void theLastLinesAreFoundBehindARotation() {
        if (!has(LogFeature.ROTATION)) {
            return;
        }
        LogSink sink = rotatingSink();
        for (int number = 0; number < MANY; number++) {
            write(sink, wide(number, number + 1));
            if (number % 31 == 0 && number > KEPT_AT_LEAST) {
                List<String> tail = rotated(new LogQuery(Optional.empty(), OptionalLong.of(FEW)));
                assertThat(tail).isEqualTo(texts(wide(number + 1 - FEW, number + 1)));
            }
        }
    }

    @Test
    void aFollowerThatKeepsUpMissesNothing() {
        if (!has(LogFeature.ROTATION)) {
            return;
        }
        LogSink sink = rotatingSink();
        List<String> followed = new ArrayList<>();
        try (LogCursor cursor = rotatingCursor(LogQuery.all())) {
            for (int number = 0; number < MANY; number += FEW) {
                write(sink, wide(number, number + FEW));
                followed.addAll(texts(cursor));
            }
        }

        assertThat(followed).isEqualTo(texts(wide(0, MANY)));
    }

    @Test
    void aBatchThatIsLongerThanTheLogIsTaken() {
        if (!has(LogFeature.ROTATION)) {
            return;
        }
        write(rotatingSink(), wide(0, MANY));

        List<String> kept = rotated(LogQuery.all());

        assertThat(kept).isEqualTo(texts(wide(MANY - kept.size(), MANY)));
    }

    @Test
    void goingBackAcrossARotationLosesAndDoublesNothing() {
        if (!has(LogFeature.ROTATION) || !has(LogFeature.REWINDING)) {
            return;
        }
        LogSink sink = rotatingSink();
        int size = KEPT_AT_LEAST / 2;
        for (int number = 0; number < MANY; number += size) {
            long position = sink.position();
            write(sink, wide(number, number + size));
            sink.rewind(position);
            write(sink, wide(number, number + size));
        }

        List<String> kept = rotated(LogQuery.all());

        assertThat(kept).isEqualTo(texts(wide(MANY - kept.size(), MANY)));
    }
}
