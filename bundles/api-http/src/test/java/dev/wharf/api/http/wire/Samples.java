package dev.wharf.api.http.wire;

import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.api.image.Image;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Objects of the engine for the tests of the mapping. */
public final class Samples {
    static final String ID = "c17b648bcbca3b64ea08c7d8408797e895aa397589745ead473d18afc8f37e2b";
    static final String IMAGE = "df9af22bea5e27cf9b6eefed2377d9696712a153bf349f7f6be3caddd763a6a0";
    static final Instant CREATED = Instant.parse("2026-11-21T00:13:11.44081945Z");

    private Samples() {}

    /** One that runs. */
    public static Container running() {
        return running(ID);
    }

    /** One that runs, with an id. */
    public static Container running(String id) {
        return container(
                id,
                new ContainerStatus(
                        ContainerStatus.Phase.RUNNING,
                        42,
                        0,
                        "",
                        false,
                        Optional.of(CREATED.plusSeconds(1)),
                        Optional.empty()),
                connected());
    }

    /** The first one before it was started. */
    public static Container created() {
        return container(
                ID,
                new ContainerStatus(ContainerStatus.Phase.CREATED, 0, 0, "", false, Optional.empty(), Optional.empty()),
                NetworkStatus.none());
    }

    static Image image(List<String> tags, List<String> digests) {
        return new Image(
                "sha256:" + IMAGE,
                "",
                CREATED,
                "",
                "Imported from -",
                "",
                ContainerConfig.empty(),
                ContainerConfig.empty(),
                "1.9.1",
                "amd64",
                "linux",
                10,
                1210,
                tags,
                digests,
                List.of("sha256:" + ID),
                "overlay",
                Optional.of(Map.of("UpperDir", "/u")));
    }

    private static Container container(String id, ContainerStatus status, NetworkStatus network) {
        return new Container(
                id,
                "gmin",
                CREATED,
                List.of("sh", "-c", "sleep 300"),
                ContainerConfig.builder()
                        .hostname("c17b648bcbca")
                        .image("busybox")
                        .cmd(List.of("sh", "-c", "sleep 300"))
                        .labels(Map.of("k", "v"))
                        .build(),
                HostConfig.empty(),
                "sha256:" + IMAGE,
                "busybox",
                status,
                "overlay",
                Optional.empty(),
                "native",
                new Container.Files("/r", "/n", "/h", "/l"),
                List.of(
                        new MountPoint(
                                MountPoint.Kind.BIND, "", "", "/etc/hostname", "/bound", "ro", false, "rprivate"),
                        new MountPoint(MountPoint.Kind.VOLUME, "gvol", "local", "/v/gvol", "/named", "z", true, "")),
                network,
                0,
                List.of(),
                List.of("web/db"));
    }

    private static NetworkStatus connected() {
        Map<String, List<HostPort>> ports = new TreeMap<>();
        ports.put("80/tcp", List.of(new HostPort("127.0.0.1", "18080")));
        ports.put("53/udp", List.of());
        return new NetworkStatus(
                "39fa",
                "/run/netns/39fa",
                ports,
                Map.of(
                        "bridge",
                        new NetworkStatus.Endpoint(
                                "d24b", "b694", "172.17.0.1", "172.17.0.3", 16, "", "", 0, "02:42:ac:11:00:03")));
    }
}
