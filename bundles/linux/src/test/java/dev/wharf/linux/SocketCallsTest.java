package dev.wharf.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketCallsTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private final SocketCalls sockets = Linux.kernel().sockets();
    private final DescriptorCalls descriptors = Linux.kernel().descriptors();

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("socket");
    }

    private void send(Fd sender, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        descriptors.write(
                sender, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }

    private String receive(Fd receiver) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
        descriptors.read(receiver, buffer);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    @Test
    void datagramsArriveOneByOne() {
        try (Fd receiver = sockets.datagramReceiver(path(), SHORT);
                Fd sender = sockets.datagramSender(path(), SHORT)) {
            send(sender, "first");
            send(sender, "second");

            assertThat(receive(receiver)).isEqualTo("first");
            assertThat(receive(receiver)).isEqualTo("second");
        }
    }

    @Test
    void waitingForADatagramHasALimit() {
        try (Fd receiver = sockets.datagramReceiver(path(), SHORT)) {
            assertThatThrownBy(() -> receive(receiver))
                    .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.is(Errno.EAGAIN))
                            .isTrue());
        }
    }

    @Test
    void waitingForAFullReceiverHasALimit() {
        try (Fd receiver = sockets.datagramReceiver(path(), SHORT);
                Fd sender = sockets.datagramSender(path(), SHORT)) {
            assertThat(receiver.number()).isPositive();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            send(sender, "more");
                        }
                    })
                    .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.is(Errno.EAGAIN))
                            .isTrue());
        }
    }

    @Test
    void aPathWhereNobodyListensIsRefused() {
        sockets.datagramReceiver(path(), SHORT).close();

        assertThatThrownBy(() -> sockets.datagramSender(path(), SHORT))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("connection refused");
        assertThatThrownBy(() -> sockets.datagramSender(folder.resolve("nosuch"), SHORT))
                .hasMessageContaining("no such file or directory");
        assertThatThrownBy(() -> sockets.datagramSender(folder.resolve("x".repeat(108)), SHORT))
                .hasMessageContaining("file name too long");
        assertThat(Files.exists(path())).isTrue();
    }

    @Test
    void messagesOfAPairAreKeptApart() {
        Fd[] pair = sockets.pair();
        try (Fd one = pair[0];
                Fd other = pair[1]) {
            sockets.send(one, new byte[] {1, 2}, List.of(one));
            sockets.send(one, new byte[] {3}, List.of());

            assertThat(received(other)).containsExactly(1, 2);
            assertThat(received(other)).containsExactly(3);
        }
    }

    private byte[] received(Fd receiver) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
        descriptors.read(receiver, buffer);
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void nobodyIsLeftToReceive() {
        Fd[] pair = sockets.pair();
        try (Fd one = pair[0]) {
            pair[1].close();

            assertThatThrownBy(() -> sockets.send(one, new byte[] {1}, List.of()))
                    .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.is(Errno.EPIPE))
                            .isTrue());
        }
    }
}
