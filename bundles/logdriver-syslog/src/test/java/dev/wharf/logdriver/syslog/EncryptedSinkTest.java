package dev.wharf.logdriver.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogSink;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server in this process that takes encrypted connections. */
@Timeout(120)
class EncryptedSinkTest {
    @TempDir
    static Path folder;

    private static KeyPairFiles files;

    private final Lines lines = new Lines();
    private final BlockingQueue<SSLSocket> clients = new LinkedBlockingQueue<>();
    private SSLServerSocket server;

    @BeforeAll
    static void makeKeys() throws Exception {
        files = KeyPairFiles.make(folder);
    }

    @BeforeEach
    void listen() throws Exception {
        server = (SSLServerSocket)
                files.server().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("localhost"));
        new Thread(this::accept, "syslog server").start();
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket client = (SSLSocket) server.accept();
                clients.add(client);
                lines.read(client.getInputStream());
            }
        } catch (IOException ignored) {
            // the end of the test
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Map<String, String> options(String... more) {
        Map<String, String> options = new HashMap<>();
        options.put("syslog-address", "tcp+tls://localhost:" + server.getLocalPort());
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    @Test
    void aServerWhoseCertificateIsGivenIsTrusted() throws Exception {
        try (LogSink sink = Logs.sink(options("syslog-tls-ca-cert", files.file("cert.pem")))) {
            Logs.write(sink, "one", "two");

            assertThat(lines.next()).isEqualTo("one");
            assertThat(lines.next()).isEqualTo("two");
        }
    }

    @Test
    void aServerThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> Logs.sink(options()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.UNAVAILABLE))
                .hasMessageStartingWith("dial tcp localhost:" + server.getLocalPort() + ": ");
    }

    @Test
    void aServerOfAnotherNameIsRefused() {
        Map<String, String> options = options("syslog-tls-ca-cert", files.file("cert.pem"));
        options.put("syslog-address", "tcp+tls://127.0.0.1:" + server.getLocalPort());

        assertThatThrownBy(() -> Logs.sink(options)).isInstanceOf(DriverException.class);
    }

    @Test
    void verificationCanBeSkipped() throws Exception {
        try (LogSink sink = Logs.sink(options("syslog-tls-skip-verify", ""))) {
            Logs.write(sink, "one");

            assertThat(lines.next()).isEqualTo("one");
        }
    }

    @Test
    void aKeyOfTheClientIsUsed() throws Exception {
        server.setNeedClientAuth(true);
        for (String key : new String[] {"key.pem", "rsa.pem"}) {
            try (LogSink sink = Logs.sink(options(
                    "syslog-tls-skip-verify",
                    "true",
                    "syslog-tls-cert",
                    files.file("cert.pem"),
                    "syslog-tls-key",
                    files.file(key)))) {
                Logs.write(sink, "with " + key);

                assertThat(lines.next()).isEqualTo("with " + key);
            }
        }
    }

    @Test
    void filesThatAreNotThereAreTold() {
        assertThatThrownBy(() -> Logs.sink(options("syslog-tls-ca-cert", "/nosuch")))
                .hasMessage("could not read CA certificate \"/nosuch\": open /nosuch: no such file or directory");
        assertThatThrownBy(() -> Logs.sink(options("syslog-tls-cert", "/nosuch")))
                .hasMessage("Could not load X509 key pair: open /nosuch: no such file or directory."
                        + " Make sure the key is not encrypted");
    }

    @Test
    void aConnectionThatTheServerEndedIsMadeAnew() throws Exception {
        try (LogSink sink = Logs.sink(options("syslog-tls-skip-verify", ""))) {
            Logs.write(sink, "one");
            assertThat(lines.next()).isEqualTo("one");

            end(clients.poll(30, TimeUnit.SECONDS));
            Logs.write(sink, "two");

            assertThat(lines.next()).isEqualTo("two");
        }
    }

    private static void end(SSLSocket client) throws IOException {
        client.close();
    }
}
