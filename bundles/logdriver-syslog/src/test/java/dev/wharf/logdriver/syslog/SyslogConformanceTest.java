package dev.wharf.logdriver.syslog;

import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.testkit.log.LogDriverConformance;
import dev.wharf.spi.testkit.log.LogFeature;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against a server that listens and reads nothing. */
class SyslogConformanceTest extends LogDriverConformance {
    private static String address = "";
    private static AutoCloseable server = () -> {};

    @BeforeAll
    static void listen() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        server = socket;
        address = "udp://127.0.0.1:" + socket.getLocalPort();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    protected LogDriverProvider provider() {
        return new SyslogProvider(List.of());
    }

    @Override
    protected Set<LogFeature> features() {
        return Set.of();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("syslog-address", address, "tag", "{{.Name}}");
    }
}
