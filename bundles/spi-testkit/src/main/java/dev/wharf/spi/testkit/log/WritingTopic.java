package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every sink takes. */
abstract class WritingTopic extends LogTopic {

    @Test
    void noRecordsAreTaken() {
        LogSink sink = rig().sink();

        sink.write(List.of());

        assertTexts(List.of());
    }

    @Test
    void batchesOfAllSizesAreTaken() {
        LogSink sink = rig().sink();

        write(sink, lines(0, 1));
        write(sink, lines(1, 3));
        write(sink, lines(3, 1000));

        assertTexts(texts(0, 1000));
    }

    /** The engine uses the memory again. */
    @Test
    void bytesAreCopiedDuringTheCall() {
        LogSink sink = driver().open(rig().target(), suite().options());
        byte[] memory = "line 0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer text = ByteBuffer.wrap(memory).asReadOnlyBuffer();

        sink.write(List.of(new LogRecord(LogStream.STDOUT, Kept.START, text, true)));
        Arrays.fill(memory, (byte) 'x');
        sink.close();

        assertTexts(texts(0, 1));
    }

    /** The engine writes a batch again when a write has failed. */
    @Test
    void aWriteLeavesTheRecordsAsTheyAre() {
        LogSink sink = rig().sink();
        LogRecord record = Kept.line(0, "line 0").record();

        sink.write(List.of(record));

        assertThat(record.bytes().remaining()).isEqualTo("line 0".length());
    }

    @Test
    void aPartOfABufferIsWrittenAlone() {
        LogSink sink = rig().sink();
        ByteBuffer all = ByteBuffer.wrap("before line 0 behind".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer part = all.asReadOnlyBuffer().position(7).limit(13);

        sink.write(List.of(new LogRecord(LogStream.STDOUT, Kept.START, part, true)));

        assertTexts(texts(0, 1));
    }

    @Test
    void aPositionIsZeroOrGrows() {
        LogSink sink = rig().sink();
        long first = sink.position();

        write(sink, lines(0, 10));

        if (has(LogFeature.REWINDING)) {
            assertThat(sink.position()).isGreaterThan(first);
        } else {
            assertThat(sink.position()).isZero();
            sink.rewind(0);
        }
    }
}
