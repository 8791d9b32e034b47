package dev.wharf.api.http.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Further processes in containers. */
final class ExecTest extends ServerTestCase {
    private static final String START = "/exec/" + FakeExecs.ID + "/start";
    private static final String PLAIN_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";

    @Test
    void anExecIsMadeAndShown() throws IOException {
        RawClient.Answer made = make("{\"Cmd\":[\"ls\",\"-l\"],\"User\":\"7\",\"AttachStdout\":true}");
        RawClient.Answer shown = call("GET", "/v1.21/exec/" + FakeExecs.ID + "/json");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body()).isEqualTo("{\"Id\":\"" + FakeExecs.ID + "\",\"Warnings\":null}\n");
        assertThat(shown.body())
                .startsWith("{\"ID\":\"" + FakeExecs.ID + "\",\"Running\":false,\"ExitCode\":0,\"ProcessConfig\":"
                        + "{\"tty\":false,\"entrypoint\":\"ls\",\"arguments\":[\"-l\"],\"privileged\":false,"
                        + "\"user\":\"7\"},\"OpenStdin\":false,\"OpenStderr\":false,\"OpenStdout\":true,"
                        + "\"Container\":{\"State\":{\"Status\":\"created\"")
                .endsWith("\"ContainerID\":\"" + "0123456789abcdef".repeat(4) + "\",\"DetachKeys\":\"\",\"Pid\":0}\n");
    }

    @Test
    void refusalsHaveTheirStatus() throws IOException {
        create("stopped", false);

        assertThat(make("{}").body()).isEqualTo("No exec command specified\n");
        assertThat(make("{}").status()).isEqualTo(400);
        assertThat(post("/v1.15/containers/stopped/exec", "{\"Cmd\":[\"ls\"]}").status())
                .isEqualTo(409);
        assertThat(post("/containers/nobody/exec", "{\"Cmd\":[\"ls\"]}").status())
                .isEqualTo(404);
        assertThat(post("/exec/nobody/start", "{\"Detach\":true}").body())
                .isEqualTo("No such exec instance 'nobody' found in daemon\n");
        assertThat(make("{\"Cmd\":[\"ls\"],\"DetachKeys\":\"ctrl-1\"}").body())
                .isEqualTo("Invalid detach keys (ctrl-1) provided\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: application/json", "Content-Type: text/plain", "X: y"})
    void inputRightBehindTheBodyReachesTheProcess(String header) throws Exception {
        make("{\"Cmd\":[\"cat\"],\"AttachStdin\":true}");
        try (RawClient client = unix()) {
            String body = "{\"Detach\":false,\"Tty\":false}";
            client.send("POST " + START + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body + "early")
                    .send("late")
                    .endOutput();
            FakeAttachment attachment = engine.execs.attachments.take();
            attachment.out("o");
            assertThat(attachment.inputEnded.await(10, SECONDS)).isTrue();
            attachment.err("e");
            attachment.end();

            assertThat(client.readAll()).isEqualTo(PLAIN_HEAD + "\1\0\0\0\0\0\0\1o\2\0\0\0\0\0\0\1e");
            assertThat(attachment.input()).isEqualTo("earlylate");
        }
    }

    @Test
    void inputRightBehindABodyInChunksReachesTheProcess() throws Exception {
        make("{\"Cmd\":[\"cat\"],\"AttachStdin\":true}");
        try (RawClient client = unix()) {
            client.send("POST " + START + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "2\r\n{}\r\n0\r\n\r\nearly")
                    .endOutput();
            FakeAttachment attachment = engine.execs.attachments.take();

            assertThat(attachment.inputEnded.await(10, SECONDS)).isTrue();
            assertThat(attachment.input()).isEqualTo("early");
        }
    }

    @Test
    void aTerminalIsUpgradedWithoutFramesAndLeftByItsKeys() throws Exception {
        make("{\"Cmd\":[\"sh\"],\"Tty\":true,\"AttachStdin\":true,\"DetachKeys\":\"ctrl-a,d\"}");
        try (RawClient client = unix()) {
            client.send("POST " + START + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                    + "Content-Length: 12\r\n\r\n{\"Tty\":true}");
            FakeAttachment attachment = engine.execs.attachments.take();
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 UPGRADED\r\n");
            attachment.out("raw");
            assertThat(client.read(3)).isEqualTo("raw");
            client.send("a\u0010\u0011\u0001b\u0001d");

            assertThat(client.readAll()).isEmpty();
            assertThat(attachment.input()).isEqualTo("a\u0010\u0011\u0001b");
        }
    }

    @Test
    void aDetachedStartAnswersWithoutBody() throws IOException {
        make("{\"Cmd\":[\"ls\"]}");
        RawClient.Answer first = post(START, "{\"Detach\":true}");
        RawClient.Answer second = post(START, "{\"Detach\":true}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Length")).isEqualTo("0");
        assertThat(second.status()).isEqualTo(409);
    }

    @Test
    void aFailureAfterTheHeadIsOutput() throws Exception {
        make("{\"Cmd\":[\"cat\"]}");
        try (RawClient client = unix()) {
            client.send("POST " + START + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            engine.execs.attachments.take().fail("it broke");

            assertThat(client.readAll()).isEqualTo(PLAIN_HEAD + "\1\0\0\0\0\0\0\nit broke\r\n");
        }
    }

    /** The client then asks for the exit code. */
    @Test
    void aCommandThatIsNotThereIsToldInTheStream() throws Exception {
        make("{\"Cmd\":[\"nosuch\"]}");
        try (RawClient client = unix()) {
            client.send("POST " + START + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(client.readAll()).isEqualTo(PLAIN_HEAD + "\1\0\0\0\0\0\0\13not found\r\n");
        }
        engine.execs.started.clear();
        assertThat(post(START, "{\"Detach\":true}").status()).isEqualTo(404);
    }

    @Test
    void aTerminalIsResized() throws IOException {
        make("{\"Cmd\":[\"sh\"],\"Tty\":true}");

        assertThat(call("POST", "/exec/" + FakeExecs.ID + "/resize?h=40&w=100").status())
                .isEqualTo(200);
        assertThat(engine.execs.size).isEqualTo("40x100");
        assertThat(call("POST", "/exec/" + FakeExecs.ID + "/resize?h=x&w=100").status())
                .isEqualTo(400);
    }

    private RawClient.Answer make(String body) throws IOException {
        return post("/containers/c1/exec", body);
    }
}
