package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk without space, for drivers with a file. The folder of the container is a small file system. */
abstract class FullDiskTopic extends LogTopic {
    private static final int FEW = 20;
    private static final int MOST = 1_000_000;
    private static final int WIDTH = 1000;

    private Path small;
    private Path filler;
    private LogTarget target;

    @BeforeEach
    void mountSmallDisk() throws IOException {
        small = Files.createDirectory(tree().resolve("small"));
        Linux.kernel().mounts().mount("tmpfs", small.toString(), "tmpfs", 0, "size=1m");
        filler = Files.write(small.resolve("filler"), new byte[512 << 10]);
        target = rig().container("small", small);
    }

    @AfterEach
    void unmountSmallDisk() {
        Linux.kernel().mounts().unmount(small.toString(), Flags.MNT_DETACH);
    }

    private static List<Kept> wide(int from) {
        return lines(from, from + FEW).stream()
                .map(each -> Kept.line(from, each.bytes() + " ".repeat(WIDTH)))
                .toList();
    }

    /** Writes until the disk is full: what was written, without the batch that failed. */
    private List<Kept> fill(LogSink sink) {
        List<Kept> written = new ArrayList<>();
        Optional<DriverException> full = Optional.empty();
        while (full.isEmpty() && written.size() < MOST) {
            full = tryWrite(sink, wide(written.size()));
            if (full.isEmpty()) {
                written.addAll(wide(written.size()));
            }
        }
        assertThat(full.map(DriverException::kind)).contains(DriverException.Kind.EXHAUSTED);
        return written;
    }

    private static Optional<DriverException> tryWrite(LogSink sink, List<Kept> records) {
        try {
            write(sink, records);
            return Optional.empty();
        } catch (DriverException e) {
            return Optional.of(e);
        }
    }

    private List<String> readSmall() {
        try (var cursor = cursor(target, suite().options(), LogQuery.all())) {
            return texts(cursor);
        }
    }

    @Test
    void aFullDiskIsTold() {
        if (has(LogFeature.LOG_FILE)) {
            assertThat(fill(rig().sink(target, suite().options()))).isNotEmpty();
        }
    }

    @Test
    void whatWasWrittenBeforeIsStillThere() {
        if (!has(LogFeature.LOG_FILE) || !has(LogFeature.READING)) {
            return;
        }
        List<Kept> written = fill(rig().sink(target, suite().options()));

        assertThat(readSmall()).startsWith(texts(written).toArray(new String[0]));
    }

    @Test
    void writingGoesOnWhenThereIsSpaceAgain() throws IOException {
        if (!has(LogFeature.LOG_FILE) || !has(LogFeature.READING) || !has(LogFeature.REWINDING)) {
            return;
        }
        LogSink sink = rig().sink(target, suite().options());
        write(sink, wide(0));
        long position = sink.position();
        fill(sink);

        Files.delete(filler);
        sink.rewind(position);
        write(sink, wide(FEW));

        assertThat(readSmall()).isEqualTo(texts(joined(wide(0), wide(FEW))));
    }
}
