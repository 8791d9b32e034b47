package dev.wharf.api.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.container.StreamSink.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class FrameSinkTest {
    private static final int MANY = 100;

    /** Keeps what it is given; can be slow, or gone. */
    private static final class KeptBody extends AnswerBody {
        private final List<byte[]> pieces = new ArrayList<>();
        private final CountDownLatch reads;
        private boolean isGone;

        KeptBody(CountDownLatch reads) {
            this.reads = reads;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (isGone) {
                throw new IOException("gone");
            }
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            pieces.add(piece);
            return piece.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}

        ByteBuffer all() {
            ByteBuffer all = ByteBuffer.allocate(
                    pieces.stream().mapToInt(piece -> piece.length).sum());
            pieces.forEach(all::put);
            return all.flip();
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static ByteBuffer frame(byte[] bytes) {
        return ByteBuffer.allocate(8 + bytes.length)
                .put((byte) 2)
                .position(4)
                .putInt(bytes.length)
                .put(bytes)
                .flip();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8 * 1024 - 8, 8 * 1024, 200 * 1024, 256 * 1024 - 8, 256 * 1024, 1_000_000})
    void aPieceOfAnySizeIsAFrame(int size) throws IOException {
        KeptBody body = new KeptBody(new CountDownLatch(0));
        FrameSink sink = FrameSink.into(body, true);

        sink.write(Stream.STDERR, ByteBuffer.wrap(bytes(size)).asReadOnlyBuffer());
        assertThat(body.all()).isEqualTo(frame(bytes(size)));
        int writes = body.pieces.size();
        assertThat(writes).isEqualTo(size + 8 <= 256 * 1024 ? 1 : size / (8 * 1024) + 1);

        sink.write(Stream.STDERR, ByteBuffer.wrap(bytes(3)));
        assertThat(body.pieces.get(writes)).isEqualTo(frame(bytes(3)).array());
    }

    @Test
    void clientsThatDoNotReadKeepNobodyFromBeingServed() throws IOException {
        CountDownLatch reads = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<KeptBody> slow = new ArrayList<>();
            List<CompletableFuture<Void>> writes = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                KeptBody body = new KeptBody(reads);
                slow.add(body);
                writes.add(CompletableFuture.runAsync(() -> write(body, 100_000), threads));
            }
            KeptBody quick = new KeptBody(new CountDownLatch(0));
            write(quick, 100_000);
            assertThat(quick.all()).isEqualTo(frame(bytes(100_000)));

            reads.countDown();
            writes.forEach(CompletableFuture::join);
            assertThat(slow).allSatisfy(body -> assertThat(body.all()).isEqualTo(frame(bytes(100_000))));
        } finally {
            reads.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void clientsThatAreGoneTakeNothingWithThem() throws IOException {
        for (int i = 0; i < MANY; i++) {
            KeptBody gone = new KeptBody(new CountDownLatch(0));
            gone.isGone = true;
            FrameSink sink = FrameSink.into(gone, true);
            assertThatThrownBy(() -> sink.write(Stream.STDOUT, ByteBuffer.wrap(bytes(100_000))))
                    .isInstanceOf(IOException.class);
        }
        KeptBody body = new KeptBody(new CountDownLatch(0));

        write(body, 100_000);

        assertThat(body.pieces).hasSize(1);
    }

    private static void write(KeptBody body, int size) {
        try {
            FrameSink.into(body, true).write(Stream.STDERR, ByteBuffer.wrap(bytes(size)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
