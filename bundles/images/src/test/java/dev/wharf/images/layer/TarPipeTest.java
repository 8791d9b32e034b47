package dev.wharf.images.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.Unavailable;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TarPipeTest {

    @Test
    void whatIsWrittenInAnyPortionsIsRead() throws IOException {
        byte[] content = new byte[3_000_001];
        new Random(7).nextBytes(content);

        try (TarPipe pipe = TarPipe.of("make", tar -> {
            tar.write(content[0]);
            tar.write(content, 1, 600_000);
            tar.flush();
            tar.write(content, 600_001, content.length - 600_001);
        })) {
            assertThat(pipe.readAllBytes()).isEqualTo(content);
            assertThat(pipe.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFailureOfTheMakerIsTheReadersAfterWhatWasMade() {
        try (TarPipe pipe = TarPipe.of("make", tar -> {
            tar.write("abc".getBytes(UTF_8));
            throw new Unavailable("gone");
        })) {
            assertThat(pipe.readNBytes(3)).isEqualTo("abc".getBytes(UTF_8));
            assertThatThrownBy(pipe::read).isInstanceOf(Unavailable.class).hasMessage("gone");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anyOtherFailureIsAFaultThatNamesTheWork() {
        try (TarPipe pipe = TarPipe.of("make it", tar -> {
            throw new IOException("disk");
        })) {
            assertThatThrownBy(pipe::read).isInstanceOf(Internal.class).hasMessage("cannot make it: disk");
        }
    }

    @Test
    void closingEndsAMakerThatWaitsForItsReader() throws Exception {
        var ended = new CountDownLatch(1);
        TarPipe pipe = TarPipe.of("make", tar -> {
            try {
                while (true) {
                    tar.write(new byte[100_000]);
                }
            } finally {
                ended.countDown();
            }
        });
        assertThat(pipe.read()).isZero();

        pipe.close();
        pipe.close();

        assertThat(ended.await(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptedReaderStops() throws Exception {
        var hold = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        Thread reader = new Thread(
                () -> {
                    try (TarPipe pipe = TarPipe.of("make", tar -> await(hold))) {
                        pipe.read();
                    } catch (IOException | RuntimeException e) {
                        thrown.set(e);
                    }
                },
                "reader");
        reader.start();

        reader.interrupt();
        reader.join();

        assertThat(thrown.get()).isInstanceOf(Unavailable.class);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
