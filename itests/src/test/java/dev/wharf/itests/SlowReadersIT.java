package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask for much and read nothing cost the daemon little each, and nobody else notices. */
@Tag("privileged")
class SlowReadersIT {
    private static final int MANY = 1500;
    private static final int LINES = 4000;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String WRITE = "s=$(head -c 1000 /dev/zero | tr '\\0' x); i=0;" + " while [ $i -lt " + LINES
            + " ]; do i=$((i+1)); echo $i $s; done; sleep 1000";

    private WharfDaemon daemon;
    private DockerCli docker;

    @BeforeEach
    void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        docker.run("run", "-d", "--name", "web", "busybox", "sh", "-c", WRITE).text();
        Await.until("all lines", SOON, this::isWhole, daemon::tail);
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    private boolean isWhole() {
        return docker.run("logs", "--tail", "1", "web").text().startsWith(LINES + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /containers/web/logs?stdout=1&follow=1",
                "GET /containers/web/logs?stdout=1&timestamps=1",
                "POST /containers/web/attach?logs=1&stream=1&stdout=1"
            })
    void costLittle(String request) {
        withMany(request, SlowReadersIT::awaitBegin, () -> {
            assertThat(docker.run("ps", "-q").text()).isNotEmpty();
            List<String> lines = docker.run("logs", "web").text().lines().toList();
            assertThat(lines).hasSize(LINES);
            assertThat(lines.get(LINES - 1)).startsWith(LINES + " x");
        });
    }

    /** Archives need more memory; a few hundred are sent at a time. */
    @ParameterizedTest
    @ValueSource(
            strings = {"GET /containers/web/export", "GET /containers/web/archive?path=/bin", "GET /images/busybox/get"
            })
    void waitForTheirTurn(String request) {
        withMany(request, client -> {}, () -> {
            assertThat(docker.run("ps", "-q").text()).isNotEmpty();
            assertThat(docker.run("logs", "--tail", "1", "web").text()).startsWith(LINES + " x");
        });
        assertThat(docker.run("cp", "web:/bin/busybox", "-").text()).isNotEmpty();
    }

    /** Looks at a daemon of which many ask for much. */
    private void withMany(String request, Consumer<SocketChannel> begin, Runnable look) {
        long pid = daemon.pid();
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                SocketChannel client = asking(request);
                clients.add(client);
                begin.accept(client);
            }
            look.run();
        } finally {
            clients.forEach(SlowReadersIT::close);
        }
        assertThat(docker.run("exec", "web", "echo", "ok").text()).isEqualTo("ok");
        assertThat(daemon.pid()).isEqualTo(pid);
        assertThat(daemon.log()).doesNotContain("OutOfMemoryError", "direct buffer memory", "Job failed");
    }

    private SocketChannel asking(String request) {
        try {
            SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(daemon.socket()));
            RawClient.write(
                    client, (request + " HTTP/1.1\r\nHost: docker\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitBegin(SocketChannel client) {
        try {
            int ignored = client.read(ByteBuffer.allocate(12));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
