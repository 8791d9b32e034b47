package dev.wharf.network.bridge.firewall;

import static dev.wharf.network.bridge.firewall.Lab.address;
import static dev.wharf.network.bridge.firewall.Lab.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Fd;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dockerd in the namespace of the host, with a container that has a published port, and the policy that it likes best. */
@Tag("privileged")
class BesideDockerdTest {
    private static final BridgeRules A =
            new BridgeRules("brA", List.of(new IpPrefix(address("172.30.1.0"), 24)), true, false, true);
    private static final Addresses C1 = new Addresses(Optional.of(address("172.30.1.2")), Optional.empty());
    /** {@code ip netns exec} would hide the cgroups. */
    private static final String START =
            """
            export DOCKER_HOST=unix://$D/s
            nsenter --net=/run/netns/${P}host dockerd --data-root $D/data --exec-root $D/exec -p $D/pid -H $DOCKER_HOST \
                --storage-driver vfs >$D/log 2>&1 &
            for i in $(seq 300); do docker version >/dev/null 2>&1 && break; sleep 0.1; done
            mkdir -p $D/image/bin
            cp /bin/busybox $D/image/bin/busybox
            tar -C $D/image -c . | docker import - bb >/dev/null
            docker run -d --name web -p 8090:80 bb /bin/busybox httpd -f -p 80 >/dev/null
            ip netns exec ${P}host iptables-nft -P FORWARD DROP
            """;

    @TempDir
    private Path folder;

    private Lab lab;
    private Firewall firewall;

    @BeforeEach
    void build() throws Exception {
        lab = new Lab();
        firewall = lab.firewall();
        firewall.network(A);
        firewall.publish(C1, List.of(new PublishedPort(Protocol.TCP, address("0.0.0.0"), 8080, 80)));
        script(START);
    }

    @AfterEach
    void tearDown() throws Exception {
        script(
                "docker -H unix://$D/s rm -f web >/dev/null; kill $(cat $D/pid)"
                        + "; for i in $(seq 200); do [ -e $D/pid ] || break; sleep 0.1; done; umount $D/data 2>/dev/null || true");
        lab.dismantle();
    }

    private String script(String text) throws Exception {
        return lab.sh("export D=" + folder + "\n" + text);
    }

    private static String connect(String from, String address, int port) {
        return "ip netns exec ${P}" + from + " timeout 2 bash -c 'exec 3<>/dev/tcp/" + address + "/" + port
                + "' 2>/dev/null";
    }

    private boolean connects(String from, String address, int port) throws Exception {
        return lab.succeeds(connect(from, address, port));
    }

    /** Whether nobody answers, not even to refuse; timeout(1) tells so by 124. */
    private boolean isDropped(String from, String address, int port) throws Exception {
        return lab.sh(connect(from, address, port) + " || echo $?").equals("124\n");
    }

    private boolean connectsFromDocker(String address, int port) throws Exception {
        return script("docker -H unix://$D/s exec web /bin/busybox timeout 2 /bin/busybox nc -w 1 " + address + " "
                        + port + " </dev/null && echo yes || echo no")
                .endsWith("yes\n");
    }

    @Test
    void bothWorkAndNeitherReachesTheContainersOfTheOther() throws Exception {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        Fd outside = lab.listener("lan", at("0.0.0.0", 99));
        assertThat(lab.isKeptFrom("lan", at("192.168.77.1", 8080), listener))
                .as("the policy drops")
                .isTrue();

        firewall.repair();
        firewall.repair();

        assertThat(lab.onHost("iptables-nft -S DOCKER-USER"))
                .isEqualTo(
                        """
                        -N DOCKER-USER
                        -A DOCKER-USER -m mark --mark 0x1000000/0x1000000 -m comment --comment wharf-test -j ACCEPT
                        -A DOCKER-USER -j RETURN
                        """);
        assertThat(lab.reaches("lan", at("192.168.77.1", 8080), listener)).isTrue();
        assertThat(lab.reaches("c2", at("192.168.77.1", 8080), listener)).isTrue();
        assertThat(lab.reaches("c1", at("192.168.77.2", 99), outside)).isTrue();
        assertThat(connects("lan", "192.168.77.1", 8090)).as("port of dockerd").isTrue();
        assertThat(connects("c1", "192.168.77.1", 8090))
                .as("port of dockerd from ours")
                .isTrue();
        assertThat(connects("c1", "172.17.0.2", 80))
                .as("container of dockerd from ours")
                .isTrue();
        assertThat(isDropped("c1", "172.17.0.2", 81)).as("its other ports").isTrue();
        assertThat(connectsFromDocker("172.30.1.2", 80))
                .as("ours from dockerd's")
                .isFalse();
        assertThat(lab.onHost("nft list set inet wharf-test foreign")).contains("docker0");
    }
}
