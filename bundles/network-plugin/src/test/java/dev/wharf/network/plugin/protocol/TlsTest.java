package dev.wharf.network.plugin.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.network.plugin.protocol.PluginAddress.TlsFiles;
import dev.wharf.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TlsTest {
    private static final String PASSWORD = "password";
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"Value\":4}".getBytes(US_ASCII);

    @TempDir
    static Path folder;

    private SSLServerSocket server;

    @BeforeAll
    static void makeKey() throws Exception {
        makeKey("plugin", "ip:127.0.0.1");
    }

    @BeforeEach
    void open() throws Exception {
        KeyStore keys = KeyStore.getInstance(folder.resolve("plugin").toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(this::serve, "tls plugin");
        thread.setDaemon(true);
        thread.start();
    }

    private static void makeKey(String name, String host) throws Exception {
        String store = folder.resolve(name).toString();
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + host,
                "-keystore",
                store);
        keytool("-exportcert", "-rfc", "-alias", name, "-file", store + ".pem", "-keystore", store);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                int seen = 0;
                while (seen != '}') {
                    seen = in.read();
                }
                socket.getOutputStream().write(ANSWER);
            } catch (IOException ignored) {
                // closed, or not trusted
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Plugin plugin(String host, Optional<Path> trusted) {
        var address = new PluginAddress.Remote(
                host, server.getLocalPort(), Optional.of(new TlsFiles(trusted, Optional.empty(), Optional.empty())));
        return new Plugin("far", address, PluginTest.QUICK);
    }

    @Test
    void aTrustedPluginIsCalled() {
        Plugin plugin = plugin("127.0.0.1", Optional.of(folder.resolve("plugin.pem")));

        assertThat(plugin.call("X.Y", Map.of()).path("Value").asInt()).isEqualTo(4);
    }

    @Test
    void withoutCertificatesNobodyIsChecked() {
        assertThat(plugin("127.0.0.1", Optional.empty())
                        .call("X.Y", Map.of())
                        .path("Value")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void aPluginWithACertificateForAnotherNameIsNotCalled() {
        Plugin plugin = plugin("localhost", Optional.of(folder.resolve("plugin.pem")));

        assertThatThrownBy(() -> plugin.activate())
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("is not there");
    }
}
