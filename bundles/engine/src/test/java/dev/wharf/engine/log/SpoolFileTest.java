package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Linux;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SpoolFileTest {
    private static final int BYTES = 100_000;

    private final AtomicLong passed = new AtomicLong();

    /** Segments of two bytes, each of which is for a moment full by half. */
    private static final class SmallSegments implements SegmentStore {
        @Override
        public long capacity() {
            return 2;
        }

        @Override
        public Segment make(long start) {
            return new BufferSegment(oneByteAtATime(), ByteBuffer.allocateDirect(2), buffer -> {}, start);
        }

        @Override
        public Optional<Segment> makeElsewhere(long start) {
            return Optional.empty();
        }

        @Override
        public void unlink(Segment segment) {
            // it has no name
        }

        @Override
        public void dispose(Segment segment) {
            segment.close();
        }
    }

    private static DescriptorCalls oneByteAtATime() {
        return (DescriptorCalls) Proxy.newProxyInstance(
                SpoolFileTest.class.getClassLoader(),
                new Class<?>[] {DescriptorCalls.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("read");
                    ((ByteBuffer) arguments[1]).put((byte) 'x');
                    return 1;
                });
    }

    @Test
    void whatIsAddedMeanwhileIsNotLetGoOf() throws Exception {
        SpoolFile file = SpoolFile.empty(new SmallSegments());
        try (Fd pipe = Linux.kernel().descriptors().eventCounter()) { // never read from
            CompletableFuture<Void> filling = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < BYTES; i++) {
                    while (i > passed.get()) {
                        Thread.onSpinWait(); // so that bytes are added just when others are let go of
                    }
                    assertThat(file.fill(pipe)).isEqualTo(1);
                }
            });

            ByteBuffer scratch = ByteBuffer.allocateDirect(2);
            for (long offset = 0; offset < BYTES; ) {
                long end = file.end();
                for (; offset < end; offset++) {
                    assertThat(file.bytes(offset, 1, scratch).remaining()).isEqualTo(1);
                }
                passed.set(end);
                file.release(end);
            }
            filling.get(10, TimeUnit.SECONDS);
        }
    }
}
