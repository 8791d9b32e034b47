package dev.wharf.api.http.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.event.Event;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Answers that come bit by bit, and clients that do not wait for their end. */
final class StreamsTest extends ServerTestCase {
    private static final String HOST = " HTTP/1.1\r\nHost: x\r\n\r\n";

    @Test
    void logsAreFramedAndSentAtOnce() throws Exception {
        try (RawClient client = unix()) {
            client.send("GET /containers/c1/logs?stdout=1&follow=1" + HOST);
            FakeAttachment logs = engine.streams.attachments.take();
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("Content-Type: application/vnd.docker.raw-stream");
            logs.out("one\n");

            assertThat(client.read(client.chunkSize())).isEqualTo("\1\0\0\0\0\0\0\4one\n");
            logs.end();
            assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("\r\n0\r\n\r\n");
            client.send("GET /_ping" + HOST);
            assertThat(client.answer().body()).isEqualTo("OK");
        }
    }

    @Test
    void logsOfHttp10EndWithTheConnection() throws Exception {
        try (RawClient client = unix()) {
            client.send("GET /containers/c1/logs?stdout=1&follow=1 HTTP/1.0\r\n\r\n");
            FakeAttachment logs = engine.streams.attachments.take();
            logs.out("one\n");
            logs.end();

            assertThat(client.readAll()).endsWith("\r\n\r\n\1\0\0\0\0\0\0\4one\n");
        }
    }

    @Test
    void followingEndsWhenTheClientLeaves() throws Exception {
        FakeAttachment logs;
        try (RawClient client = unix()) {
            client.send("GET /containers/c1/logs?stdout=1&follow=1" + HOST);
            logs = engine.streams.attachments.take();
            client.readUntil("\r\n\r\n");
        }

        assertThat(logs.closed.await(10, SECONDS)).isTrue();
    }

    @Test
    void aWaiterIsFreedWhenItsClientLeaves() throws Exception {
        try (RawClient client = tcp()) {
            client.send("POST /containers/c1/wait HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            client.endOutput();

            Assertions.assertThatThrownBy(() -> engine.lifecycle.exit.get(10, SECONDS))
                    .isInstanceOfAny(CancellationException.class, ExecutionException.class);
        }
    }

    @Test
    void aWaiterThatOnlyEndedItsOutputIsAnswered() throws Exception {
        try (RawClient client = unix()) {
            client.send("POST /containers/c1/wait" + HOST).endOutput();
            Assertions.assertThatThrownBy(() -> engine.lifecycle.exit.get(200, MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            engine.lifecycle.exit.complete(3);

            assertThat(client.answer().body()).isEqualTo("{\"StatusCode\":3}\n");
        }
    }

    @Test
    void aWaitIsAnsweredWhenTheContainerEnds() throws Exception {
        try (RawClient client = unix()) {
            client.send("POST /containers/c1/wait" + HOST);
            engine.lifecycle.exit.complete(3);

            assertThat(client.answer().body()).isEqualTo("{\"StatusCode\":3}\n");
            client.send("GET /_ping" + HOST);
            assertThat(client.answer().body()).isEqualTo("OK");
        }
    }

    @Test
    void aRequestSentDuringAWaitIsServedAfterIt() throws Exception {
        try (RawClient client = unix()) {
            client.send("POST /containers/c1/wait" + HOST).send("GET /_ping HTTP/1.1\r\nHost: \r\n\r\n");
            engine.lifecycle.exit.complete(3);

            assertThat(client.answer().body()).isEqualTo("{\"StatusCode\":3}\n");
            assertThat(client.answer().body()).isEqualTo("OK");
        }
    }

    @Test
    void aThousandWaitersLeaveRoomForOthers() throws Exception {
        RawClient[] waiters = new RawClient[1000];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] = unix();
            waiters[i].send("GET /events" + HOST);
        }
        for (RawClient waiter : waiters) {
            waiter.readUntil("\r\n\r\n");
        }

        assertThat(call("GET", "/_ping").body()).isEqualTo("OK");
        for (RawClient waiter : waiters) {
            waiter.close();
        }
    }

    @Test
    void eventsHaveTheirHeadAtOnceAndEachIsSentAtOnce() throws Exception {
        try (RawClient client = unix()) {
            client.send("GET /v1.21/events" + HOST);
            assertThat(client.readUntil("\r\n\r\n")).contains("Content-Type: application/json\r\n");
            engine.events.publish(event("start"));

            assertThat(client.read(client.chunkSize()))
                    .contains("\"status\":\"start\"")
                    .endsWith("}\n");
        }
        assertThat(engine.events.unsubscribed.await(10, SECONDS)).isTrue();
    }

    @Test
    void aSlowReaderHoldsBackOnlyItself() throws Exception {
        String line = "x".repeat(100_000);
        try (RawClient slow = unix()) {
            slow.send("POST /containers/c1/attach?stream=1&stdout=1" + HOST);
            FakeAttachment attachment = engine.streams.attachments.take();
            for (int i = 0; i < 100; i++) {
                attachment.out(line);
            }
            attachment.end();

            assertThat(call("GET", "/_ping").body()).isEqualTo("OK");
            slow.readUntil("\r\n\r\n");
            assertThat(slow.readAll()).hasSize(100 * (line.length() + 8));
        }
    }

    @Test
    void logsThatCannotBeReadSaySoInTheStream() throws IOException {
        post("/containers/create?name=mute", "{\"Image\":\"b\",\"HostConfig\":{\"LogConfig\":{\"Type\":\"none\"}}}");

        assertThat(call("GET", "/containers/mute/logs?stdout=1").body())
                .endsWith("Error running logs job: configured logging reader does not support reading\n");
    }

    private static Event event(String action) {
        return new Event(Event.Type.CONTAINER, action, "ab".repeat(32), "busybox", Map.of(), Instant.EPOCH);
    }
}
