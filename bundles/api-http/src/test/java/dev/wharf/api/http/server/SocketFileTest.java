package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketFileTest {
    @TempDir
    Path folder;

    @Test
    void theSocketIsShownWithItsMode() throws IOException {
        SocketFile file = file();
        try (ServerSocketChannel socket = bind(file.prepare())) {
            file.publish();

            assertThat(socket.isOpen()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                    .isEqualTo("rw-rw----");
            assertThat(names()).containsExactly("d.sock");
        }
    }

    @Test
    void nobodyElseCanReachItBefore() throws IOException {
        Path bound = file().prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bound.resolveSibling(""))))
                .isEqualTo("rwx------");
    }

    @Test
    void theSocketOfADaemonThatIsGoneIsReplaced() throws IOException {
        bind(path()).close();

        SocketFile file = file();
        try (ServerSocketChannel socket = bind(file.prepare())) {
            file.publish();

            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void theSocketOfALiveDaemonIsRefused() throws IOException {
        try (ServerSocketChannel live = bind(path())) {
            assertThatThrownBy(() -> file().prepare())
                    .isInstanceOf(IOException.class)
                    .hasMessage("a live daemon listens on unix://" + path());
            assertThat(live.isOpen()).isTrue();
        }
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Files.writeString(path(), "precious");

        assertThatThrownBy(() -> file().prepare()).hasMessageContaining("is not a socket");
        assertThat(path()).hasContent("precious");
    }

    @Test
    void socketsThatCannotBeHadSayWhyAndLeaveNothing() throws IOException {
        Files.writeString(path(), "precious");

        assertThatThrownBy(() -> ListeningSockets.open(
                        List.of(new ListenAddress.Unix(folder.resolve("a.sock")), new ListenAddress.Unix(path())),
                        "",
                        address -> Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessage(path() + " exists and is not a socket");
        assertThat(names()).containsExactly("d.sock");
    }

    @Test
    void anUnknownGroupIsRefused() throws IOException {
        SocketFile file = new SocketFile(path(), "no-such-group");
        try (ServerSocketChannel socket = bind(file.prepare())) {
            assertThatThrownBy(file::publish).hasMessage("group no-such-group not found");
            file.remove();

            assertThat(socket.isOpen()).isTrue();
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void itsOwnSocketIsRemovedAndThatOfASuccessorIsNot() throws IOException {
        SocketFile file = file();
        bind(file.prepare()).close();
        file.publish();
        SocketFile successor = file();
        try (ServerSocketChannel socket = bind(successor.prepare())) {
            successor.publish();
            file.remove();
            assertThat(names()).containsExactly("d.sock");

            successor.remove();
            assertThat(socket.isOpen()).isTrue();
            assertThat(names()).isEmpty();
        }
    }

    private SocketFile file() {
        return new SocketFile(path(), "");
    }

    private Path path() {
        return folder.resolve("d.sock");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
        }
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }
}
