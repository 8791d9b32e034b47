package dev.wharf.network.plugin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PluginTest {
    static final Patience QUICK = new Patience(
            Duration.ofMillis(1500),
            Duration.ofMillis(500),
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            Duration.ofSeconds(3));

    @TempDir
    Path folder;

    private Path socket;
    private FakePlugin fake;
    private Plugin plugin;

    @BeforeEach
    void open() throws IOException {
        socket = folder.resolve("net.sock");
        fake = FakePlugin.at(socket);
        plugin = plugin(QUICK);
    }

    private Plugin plugin(Patience patience) {
        return new Plugin("net", new PluginAddress.Local(socket), patience);
    }

    @AfterEach
    void close() throws IOException {
        plugin.close();
        fake.close();
    }

    private static void assertFails(ThrowingCallable call, Kind kind, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    private void assertFails(String answer, Kind kind, String message) {
        fake.raw("X.Y", answer);
        assertFails(() -> plugin.call("X.Y", Map.of()), kind, message);
    }

    @Test
    void aPluginTellsWhatItImplements() {
        fake.answering("Plugin.Activate", "{\"Implements\":[\"NetworkDriver\",\"IpamDriver\"]}");

        assertThat(plugin.activate()).containsExactly("NetworkDriver", "IpamDriver");
        assertThat(fake.calls()).containsExactly("Plugin.Activate null");
    }

    @Test
    void callsAreMadeAsDockerMakesThem() {
        fake.answering("X.Y", "{\"Err\":null,\"Value\":7}");

        assertThat(plugin.call("X.Y", Map.of("a", "b")).path("Value").asInt()).isEqualTo(7);
        assertThat(fake.calls()).containsExactly("X.Y {\"a\":\"b\"}");
        assertThat(fake.heads().get(0)).contains("Accept: application/vnd.docker.plugins.v1.1+json\r\n");
    }

    @Test
    void theWordsOfThePluginAreTold() {
        fake.answering("X.Y", "{\"Err\":\"no room\"}");

        assertFails(() -> plugin.call("X.Y", Map.of()), Kind.INTERNAL, "no room");
    }

    @Test
    void anotherStatusIsAnError() {
        assertFails("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops", Kind.INTERNAL, "Plugin Error: oops, X.Y");
        assertFails("HTTP/1.1 500 Oops\r\n\r\n{\"Err\":\"wrapped\"}", Kind.INTERNAL, "Plugin Error: wrapped, X.Y");
        assertFails("HTTP/1.1 404 No\r\n\r\n404 page not found", Kind.UNSUPPORTED, "404 page not found");
    }

    @Test
    void answersMayComeInChunks() {
        fake.raw(
                "X.Y",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5;x=y\r\n{\"Val\r\n6\r\nue\":1}\r\n0\r\nTrailer: x\r\n\r\n");

        assertThat(plugin.call("X.Y", Map.of()).path("Value").asInt()).isOne();
    }

    @Test
    void anEmptyAnswerIsAnEmptyObject() {
        fake.answering("X.Y", "");
        assertThat(plugin.call("X.Y", Map.of()).isEmpty()).isTrue();
        fake.answering("X.Y", "null\n");
        assertThat(plugin.call("X.Y", Map.of()).isEmpty()).isTrue();
    }

    @Test
    void nonsenseIsAnError() {
        assertFails("HTTP/1.1 200 OK\r\n\r\n<html>", Kind.INTERNAL, "something else than JSON");
        assertFails("hello\r\n\r\n", Kind.UNAVAILABLE, "no answer of HTTP");
        assertFails("HTTP/1.1 200 OK\r\nno header\r\n\r\n", Kind.UNAVAILABLE, "no header");
        assertFails("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", Kind.UNAVAILABLE, "no length");
        assertFails("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", Kind.UNAVAILABLE, "too long");
        assertFails("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}", Kind.UNAVAILABLE, "ends early");
        assertFails("HTTP/1.1 200 OK\r\nX: " + "y".repeat(10_000), Kind.UNAVAILABLE, "too long");
        assertFails("HTTP/1.1 200 OK\r\n\r\n" + "y".repeat(5 << 20), Kind.UNAVAILABLE, "too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n"})
    void aPluginThatDoesNotAnswerIsNotWaitedForWithoutEnd(String begin) {
        fake.raw("X.Y", begin);
        Plugin impatient = plugin(new Patience(
                Duration.ofMillis(200), Duration.ofMillis(200), QUICK.firstWait(), QUICK.longestWait(), Duration.ZERO));

        assertFails(() -> impatient.call("X.Y", Map.of()), Kind.UNAVAILABLE, "\"net\" did not answer X.Y");
    }

    @Test
    void aPluginThatIsStartedMeanwhileIsCalled() throws Exception {
        fake.close();
        java.nio.file.Files.delete(socket);
        CompletableFuture<Integer> value = CompletableFuture.supplyAsync(
                () -> plugin.call("X.Y", Map.of()).path("Value").asInt());

        fake = FakePlugin.at(socket).answering("X.Y", "{\"Value\":5}");

        assertThat(value.get()).isEqualTo(5);
    }

    @Test
    void aPluginThatIsGoneIsUnavailable() throws IOException {
        fake.close();

        assertFails(() -> plugin.activate(), Kind.UNAVAILABLE, "plugin \"net\" is not there");
        assertFails(() -> plugin.call("X.Y", Map.of()), Kind.UNAVAILABLE, "plugin \"net\" is not there");
    }

    @Test
    void closingEndsTheWait() throws Exception {
        fake.close();
        Plugin patient = plugin(new Patience(
                QUICK.answer(),
                QUICK.greeting(),
                Duration.ofSeconds(50),
                Duration.ofSeconds(50),
                Duration.ofSeconds(90)));
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
            var ignored = patient.call("X.Y", Map.of());
        });

        patient.close();

        assertThatThrownBy(call::get).hasMessageContaining("is not there");
    }

    @Test
    void interruptionEndsACall() throws Exception {
        fake.raw("X.Y", "");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Plugin patient = plugin(new Patience(
                Duration.ofSeconds(50),
                QUICK.greeting(),
                Duration.ofSeconds(50),
                Duration.ofSeconds(50),
                Duration.ofSeconds(90)));
        Thread thread = new Thread(() -> {
            var ignored = patient.call("X.Y", Map.of());
        });
        thread.setUncaughtExceptionHandler((any, e) -> failure.set(e));
        thread.start();

        thread.interrupt();
        thread.join();

        assertThat(failure.get()).isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.kind())
                .isEqualTo(Kind.CANCELLED));
    }

    @Test
    void aPluginMayListenAtAPort() throws IOException {
        try (FakePlugin remote = FakePlugin.atPort().answering("X.Y", "{\"Value\":3}")) {
            int port = ((InetSocketAddress) remote.address()).getPort();
            PluginAddress address = PluginAddress.parse("tcp://127.0.0.1:" + port, Optional.empty());

            Plugin far = new Plugin("far", address, QUICK);

            assertThat(far.call("X.Y", Map.of()).path("Value").asInt()).isEqualTo(3);
        }
    }
}
