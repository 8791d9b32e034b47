package dev.wharf.api.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.engine.api.container.Created;
import dev.wharf.engine.api.container.DiskUsage;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.engine.api.image.Progress;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.engine.api.system.SystemInfo;
import dev.wharf.engine.api.system.SystemVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents as clients of 1.21 read them, in Docker's own order of keys. */
class DocumentsTest {

    @Test
    void inspectTellsTheKeysOfAContainerInOrder() {
        JsonNode container = Json.tree(InspectContainer.of(Samples.running()));

        assertThat(keys(container))
                .containsExactly(
                        ("Id Created Path Args State Image ResolvConfPath HostnamePath HostsPath LogPath Name RestartCount"
                                        + " Driver ExecDriver MountLabel ProcessLabel AppArmorProfile ExecIDs HostConfig"
                                        + " GraphDriver Mounts Config NetworkSettings")
                                .split(" ", -1));
        assertThat(keys(container.get("State")))
                .containsExactly(
                        "Status Running Paused Restarting OOMKilled Dead Pid ExitCode Error StartedAt FinishedAt"
                                .split(" ", -1));
    }

    @Test
    void inspectOfARunningContainerTellsWhatItIs() {
        JsonNode container = Json.tree(InspectContainer.of(Samples.running()));

        assertThat(container.at("/Created").asText()).isEqualTo("2026-11-21T00:13:11.44081945Z");
        assertThat(container.at("/Path").asText()).isEqualTo("sh");
        assertThat(container.at("/Args").size()).isEqualTo(2);
        assertThat(container.at("/Name").asText()).isEqualTo("/gmin");
        assertThat(container.at("/Image").asText()).isEqualTo(Samples.IMAGE);
        assertThat(container.at("/State/FinishedAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(container.at("/ExecIDs").isNull()).isTrue();
        assertThat(container.at("/GraphDriver").toString()).isEqualTo("{\"Name\":\"overlay\",\"Data\":null}");
        assertThat(container.at("/Mounts").toString())
                .isEqualTo("[{\"Source\":\"/etc/hostname\",\"Destination\":\"/bound\",\"Mode\":\"ro\",\"RW\":false},"
                        + "{\"Name\":\"gvol\",\"Source\":\"/v/gvol\",\"Destination\":\"/named\",\"Driver\":\"local\","
                        + "\"Mode\":\"z\",\"RW\":true}]");
        assertThat(container.at("/NetworkSettings/IPAddress").asText()).isEqualTo("172.17.0.3");
        assertThat(container.at("/NetworkSettings/Networks/bridge/NetworkID").asText())
                .isEqualTo("d24b");
        assertThat(container.at("/NetworkSettings/Ports").toString())
                .isEqualTo("{\"53/udp\":null,\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"18080\"}]}");
    }

    @Test
    void inspectOfACreatedContainerHasDockersNulls() {
        JsonNode container = Json.tree(InspectContainer.of(Samples.created()));

        assertThat(container.at("/Config").toString())
                .isEqualTo("{\"Hostname\":\"c17b648bcbca\",\"Domainname\":\"\",\"User\":\"\",\"AttachStdin\":false,"
                        + "\"AttachStdout\":false,\"AttachStderr\":false,\"Tty\":false,\"OpenStdin\":false,"
                        + "\"StdinOnce\":false,\"Env\":[],\"Cmd\":[\"sh\",\"-c\",\"sleep 300\"],\"Image\":\"busybox\","
                        + "\"Volumes\":null,\"WorkingDir\":\"\",\"Entrypoint\":null,\"OnBuild\":null,"
                        + "\"Labels\":{\"k\":\"v\"}}");
        assertThat(container.at("/NetworkSettings/Ports").toString()).isEqualTo("{}");
        assertThat(container.at("/HostConfig/Binds").isNull()).isTrue();
        assertThat(container.at("/HostConfig/PortBindings").isNull()).isTrue();
        assertThat(container.at("/HostConfig/LxcConf").toString()).isEqualTo("[]");
        assertThat(container.at("/HostConfig/NetworkMode").asText()).isEqualTo("default");
        assertThat(container.at("/HostConfig/MemorySwappiness").isNull()).isTrue();
        assertThat(container.at("/HostConfig/ShmSize").asLong()).isEqualTo(67_108_864);
        assertThat(container.at("/HostConfig/ConsoleSize").toString()).isEqualTo("[0,0]");
        assertThat(container.at("/State/Status").asText()).isEqualTo("created");
    }

    @Test
    void inspectTellsSizesWhenAsked() {
        JsonNode container = Json.tree(InspectContainer.of(Samples.running(), new DiskUsage(0, 7)));

        assertThat(container.at("/SizeRw").asLong(-1)).isZero();
        assertThat(container.at("/SizeRootFs").asLong()).isEqualTo(7);
    }

    @Test
    void aListTellsAContainerInOneRow() {
        Instant now = Samples.CREATED.plusSeconds(6);

        String row = text(ListedContainer.of(Samples.running(), Optional.empty(), now));

        assertThat(row)
                .isEqualTo(
                        "{\"Id\":\"" + Samples.ID + "\",\"Names\":[\"/gmin\",\"/web/db\"],\"Image\":\"busybox\","
                                + "\"ImageID\":\"" + Samples.IMAGE
                                + "\",\"Command\":\"sh -c 'sleep 300'\",\"Created\":1795219991,"
                                + "\"Ports\":[{\"PrivatePort\":53,\"Type\":\"udp\"},{\"IP\":\"127.0.0.1\",\"PrivatePort\":80,"
                                + "\"PublicPort\":18080,\"Type\":\"tcp\"}],\"Labels\":{\"k\":\"v\"},\"Status\":\"Up 5 seconds\","
                                + "\"HostConfig\":{\"NetworkMode\":\"default\"},\"NetworkSettings\":{\"Networks\":{\"bridge\":{"
                                + "\"EndpointID\":\"b694\",\"Gateway\":\"172.17.0.1\",\"IPAddress\":\"172.17.0.3\","
                                + "\"IPPrefixLen\":16,\"IPv6Gateway\":\"\",\"GlobalIPv6Address\":\"\","
                                + "\"GlobalIPv6PrefixLen\":0,\"MacAddress\":\"02:42:ac:11:00:03\",\"NetworkID\":\"d24b\"}}}}\n");
    }

    @Test
    void aListTellsSizesThatAreNotZero() {
        JsonNode row =
                Json.tree(ListedContainer.of(Samples.created(), Optional.of(new DiskUsage(0, 9)), Samples.CREATED));

        assertThat(row.has("SizeRw")).isFalse();
        assertThat(row.path("SizeRootFs").asLong()).isEqualTo(9);
        assertThat(row.path("Status").asText()).isEqualTo("Created");
    }

    @Test
    void imagesAreToldWithoutThePrefixOfTheirIds() {
        assertThat(text(ImageRow.of(Samples.image(List.of("a:b"), List.of()))))
                .isEqualTo(
                        "{\"Id\":\"" + Samples.IMAGE + "\",\"ParentId\":\"\",\"RepoTags\":[\"a:b\"],"
                                + "\"RepoDigests\":[],\"Created\":1795219991,\"Size\":10,\"VirtualSize\":1210,\"Labels\":{}}\n");
        assertThat(keys(Json.tree(InspectImage.of(Samples.image(List.of("a:b"), List.of())))))
                .containsExactly(
                        ("Id RepoTags RepoDigests Parent Comment Created Container ContainerConfig DockerVersion Author"
                                        + " Config Architecture Os Size VirtualSize GraphDriver")
                                .split(" ", -1));
    }

    @Test
    void anImageWithoutNameIsNone() {
        JsonNode row = Json.tree(ImageRow.of(Samples.image(List.of(), List.of())));

        assertThat(row.at("/RepoTags/0").asText()).isEqualTo("<none>:<none>");
        assertThat(row.at("/RepoDigests/0").asText()).isEqualTo("<none>@<none>");
    }

    @Test
    void historyTellsStepsThatAreNotHere() {
        assertThat(text(HistoryRow.of(new HistoryEntry("", Instant.ofEpochSecond(5), "sh", List.of(), 3, "c"))))
                .isEqualTo("{\"Id\":\"\\u003cmissing\\u003e\",\"Created\":5,\"CreatedBy\":\"sh\",\"Tags\":null,"
                        + "\"Size\":3,\"Comment\":\"c\"}\n");
    }

    @Test
    void aRemovalTellsOneThingInARow() {
        assertThat(text(RemovalRow.of(new Removal.Untagged("a:b", "sha256:" + Samples.IMAGE))))
                .isEqualTo("{\"Untagged\":\"a:b\"}\n");
        assertThat(text(RemovalRow.of(new Removal.Deleted("sha256:" + Samples.IMAGE))))
                .isEqualTo("{\"Deleted\":\"" + Samples.IMAGE + "\"}\n");
        assertThat(Json.tree(RemovalRow.of(new Removal.Untagged("a:b", "sha256:" + Samples.IMAGE)))
                        .path("UntaggedFrom")
                        .asText())
                .isEqualTo(Samples.IMAGE);
    }

    @Test
    void aCreateAnswersWithAllWarnings() {
        assertThat(text(CreatedContainer.of(new Created("x", List.of("b")), List.of("a"))))
                .isEqualTo("{\"Id\":\"x\",\"Warnings\":[\"a\",\"b\"]}\n");
        assertThat(text(CreatedContainer.of(new Created("x", List.of()), List.of())))
                .isEqualTo("{\"Id\":\"x\",\"Warnings\":[]}\n");
        assertThat(text(new ExitStatus(137))).isEqualTo("{\"StatusCode\":137}\n");
    }

    @Test
    void anEventHasTheOldKeysAndTheNew() {
        Event die = new Event(
                Event.Type.CONTAINER,
                "die",
                Samples.ID,
                "busybox",
                Map.of("name", "gmin", "exitCode", "0"),
                Instant.ofEpochSecond(1, 5));

        assertThat(text(EventObject.of(die)))
                .isEqualTo(
                        "{\"status\":\"die\",\"id\":\"" + Samples.ID + "\",\"from\":\"busybox\",\"Type\":\"container\","
                                + "\"Action\":\"die\",\"Actor\":{\"ID\":\"" + Samples.ID
                                + "\",\"Attributes\":{\"exitCode\":\"0\",\"name\":\"gmin\"}},\"time\":1,\"timeNano\":1000000005}\n");
    }

    @ParameterizedTest
    @CsvSource({"tag, a:b", "import, a:b", "untag, " + Samples.IMAGE, "delete, " + Samples.IMAGE})
    void theIdOfAnImageEventIsItsNameWhereOneIsGiven(String action, String id) {
        Event event = new Event(
                Event.Type.IMAGE, action, "sha256:" + Samples.IMAGE, "", Map.of("name", "a:b"), Instant.EPOCH);

        JsonNode document = Json.tree(EventObject.of(event));

        assertThat(document.path("id").asText()).isEqualTo(id);
        assertThat(document.has("from")).isFalse();
        assertThat(document.at("/Actor/ID").asText()).isEqualTo(Samples.IMAGE);
    }

    @Test
    void progressIsAStatusOrABarOrTheEnd() {
        assertThat(text(ProgressObject.of(
                        new Progress("abc", "Extracting", OptionalLong.of(1_296_000), OptionalLong.of(2_592_000)))))
                .isEqualTo("{\"status\":\"Extracting\",\"progressDetail\":{\"current\":1296000,\"total\":2592000},"
                        + "\"progress\":\"[=========================\\u003e                         ]"
                        + " 1.296 MB/2.592 MB\",\"id\":\"abc\"}\n");
        assertThat(text(ProgressObject.of(new Progress("abc", "Waiting", OptionalLong.empty(), OptionalLong.empty()))))
                .isEqualTo("{\"status\":\"Waiting\",\"progressDetail\":{},\"id\":\"abc\"}\n");
        assertThat(text(ProgressObject.ofError("no")))
                .isEqualTo("{\"errorDetail\":{\"message\":\"no\"},\"error\":\"no\"}\n");
        assertThat(text(ProgressObject.ofStream("hi\n"))).isEqualTo("{\"stream\":\"hi\\n\"}\n");
    }

    @ParameterizedTest
    @CsvSource({"32, 32 B", "1000, 1 kB", "1296000, 1.296 MB", "123456789, 123.5 MB", "0, 0 B"})
    void sizesHaveFourDigits(long bytes, String text) {
        assertThat(ProgressBar.size(bytes)).isEqualTo(text);
    }

    @Test
    void theVersionIsThatOfTheDockerWhoseApiThisIs() {
        assertThat(text(VersionObject.of(
                        new SystemVersion("0.1", "abc", "", "17", "linux", "amd64", "6.1"), "1.21", "1.0")))
                .isEqualTo("{\"Version\":\"1.9.1+wharf-0.1\",\"ApiVersion\":\"1.21\",\"MinAPIVersion\":\"1.0\","
                        + "\"GitCommit\":\"abc\",\"GoVersion\":\"17\",\"Os\":\"linux\",\"Arch\":\"amd64\","
                        + "\"KernelVersion\":\"6.1\"}\n");
    }

    @Test
    void infoTellsTheKeysOfDockerInOrder() {
        JsonNode info = Json.tree(InfoObject.of(info()));

        assertThat(keys(info))
                .startsWith(("ID Containers Images Driver DriverStatus MemoryLimit SwapLimit CpuCfsPeriod CpuCfsQuota"
                                + " IPv4Forwarding BridgeNfIptables BridgeNfIp6tables Debug NFd OomKillDisable"
                                + " NGoroutines SystemTime ExecutionDriver LoggingDriver NEventsListener"
                                + " KernelVersion OperatingSystem IndexServerAddress RegistryConfig InitSha1"
                                + " InitPath NCPU MemTotal DockerRootDir HttpProxy HttpsProxy NoProxy Name Labels"
                                + " ExperimentalBuild ServerVersion ClusterStore ClusterAdvertise Sockets")
                        .split(" ", -1));
        assertThat(info.path("DriverStatus").toString()).isEqualTo("[[\"Backing Filesystem\",\"extfs\"]]");
        assertThat(info.path("ServerVersion").asText()).isEqualTo("1.9.1+wharf-0.1");
        assertThat(info.path("Sockets").toString()).isEqualTo("[\"unix:///s\"]");
        assertThat(info.path("Warnings").isNull()).isTrue();
    }

    private static SystemInfo info() {
        return new SystemInfo(
                "ID",
                "host",
                new SystemInfo.Counts(3, 1, 0, 2),
                4,
                "overlay",
                List.of(Map.entry("Backing Filesystem", "extfs")),
                "native",
                "json-file",
                Map.of("log", List.of("json-file")),
                new SystemInfo.Features(
                        true, true, true, true, true, true, true, true, true, true, true, true, 1, List.of()),
                new SystemInfo.Host("6.1", "Debian", "x86_64", 2, 1024),
                "/var/lib/wharf",
                List.of("unix:///s"),
                List.of(),
                false,
                0,
                5,
                6,
                Instant.EPOCH,
                "0.1",
                List.of());
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String text(Object document) {
        return new String(Json.write(document), StandardCharsets.UTF_8);
    }
}
