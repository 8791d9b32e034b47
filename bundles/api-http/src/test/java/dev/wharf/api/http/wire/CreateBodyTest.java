package dev.wharf.api.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.LogConfig;
import dev.wharf.engine.api.container.MountRequest;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.ResourceConfig.DeviceMapping;
import dev.wharf.engine.api.container.ResourceConfig.Ulimit;
import dev.wharf.engine.api.container.RestartPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateBodyTest {

    @Test
    void theConfigOfARecordedCreateIsReadInFull() throws IOException {
        ContainerConfig config = recorded().config();

        assertThat(config)
                .isEqualTo(ContainerConfig.builder()
                        .hostname("fullhost")
                        .domainname("example.org")
                        .user("1000:1000")
                        .attachStdout(true)
                        .tty(true)
                        .openStdin(true)
                        .env(List.of("A=1", "B=two words"))
                        .cmd(List.of("-c", "id; env; cat"))
                        .entrypoint(List.of("sh"))
                        .image("busybox:latest")
                        .workingDir("/work")
                        .labels(Map.of("org.golden", "full", "empty", ""))
                        .exposedPorts(Set.of("80/tcp", "53/udp"))
                        .volumes(Set.of("/anon"))
                        .macAddress("02:42:ac:11:00:99")
                        .stopSignal("SIGINT")
                        .build());
    }

    @Test
    void theHostConfigOfARecordedCreateIsReadInFull() throws IOException {
        HostConfig host = recorded().hostConfig();

        assertThat(host.binds()).containsExactly("/etc/hostname:/bound:ro", "gvol:/named");
        assertThat(host.resources().memory()).isEqualTo(67108864);
        assertThat(host.resources().cpuShares()).isEqualTo(512);
        assertThat(host.resources().cpusetCpus()).isEqualTo("0");
        assertThat(host.resources().ulimits()).containsExactly(new Ulimit("nofile", 100, 200));
        assertThat(host.resources().devices()).containsExactly(new DeviceMapping("/dev/null", "/dev/mynull", "rwm"));
        assertThat(host.network().portBindings())
                .containsExactly(entry("80/tcp", List.of(new HostPort("127.0.0.1", "18080"))));
        assertThat(host.network().dns()).containsExactly("9.9.9.9");
        assertThat(host.network().dnsSearch()).containsExactly("example.org");
        assertThat(host.network().extraHosts()).containsExactly("extra:10.9.8.7");
        assertThat(host.network().mode()).isEqualTo("bridge");
        assertThat(host.security().capAdd()).containsExactly("NET_ADMIN");
        assertThat(host.security().capDrop()).containsExactly("MKNOD");
        assertThat(host.security().groupAdd()).containsExactly("5000");
        assertThat(host.restartPolicy()).isEqualTo(new RestartPolicy("on-failure", 3));
        assertThat(host.log()).isEqualTo(new LogConfig("json-file", Map.of("max-size", "1m")));
    }

    @Test
    void newerKeysAreReadAtEveryVersion() {
        HostConfig host = host("{'Image':'x','HostConfig':{'ShmSize':1024,'Tmpfs':{'/t':'size=1m'},'NanoCpus':5,"
                + "'PidsLimit':7,'OomScoreAdj':-5,'Sysctls':{'net.a':'1'},'Init':true,'AutoRemove':true,"
                + "'UsernsMode':'host','Runtime':'runc'}}");

        assertThat(host.shmSize()).isEqualTo(1024);
        assertThat(host.tmpfs()).containsExactly(entry("/t", "size=1m"));
        assertThat(host.resources().nanoCpus()).isEqualTo(5);
        assertThat(host.resources().pidsLimit()).hasValue(7);
        assertThat(host.resources().oomScoreAdj()).isEqualTo(-5);
        assertThat(host.sysctls()).containsExactly(entry("net.a", "1"));
        assertThat(host.init()).contains(true);
        assertThat(host.autoRemove()).isTrue();
        assertThat(host.security().usernsMode()).isEqualTo("host");
        assertThat(host.runtime()).isEqualTo("runc");
        assertThat(config("{'StopTimeout':3}").stopTimeout()).hasValue(3);
    }

    @Test
    void commandsAreListsOrOneText() {
        assertThat(config("{'Cmd':'ls'}").cmd()).contains(List.of("ls"));
        assertThat(config("{'Cmd':['ls','-l']}").cmd()).contains(List.of("ls", "-l"));
        assertThat(config("{'Image':'x','Cmd':null}").cmd()).isEmpty();
        assertThat(config("{'Entrypoint':''}").entrypoint()).contains(List.of());
        assertThat(config("{'Entrypoint':[]}").entrypoint()).contains(List.of());
        assertThat(host("{'Image':'x','HostConfig':{'CapAdd':'ALL'}}")
                        .security()
                        .capAdd())
                .containsExactly("ALL");
    }

    @Test
    void theCaseOfKeysDoesNotMatterButAnExactMatchWins() {
        assertThat(config("{'image':'a'}").image()).isEqualTo("a");
        assertThat(config("{'Image':'a','image':'b'}").image()).isEqualTo("a");
        assertThat(config("{'image':'a','IMAGE':'b'}").image()).isEqualTo("b");
        assertThat(host("{'image':'x','hostconfig':{'memory':5}}").resources().memory())
                .isEqualTo(5);
    }

    @Test
    void hostKeysAtTheTopCountUnlessHostConfigHasThem() {
        assertThat(host("{'Image':'x','Memory':5,'Cpuset':'1','Privileged':true}"))
                .satisfies(host -> assertThat(host.resources().memory()).isEqualTo(5))
                .satisfies(host -> assertThat(host.resources().cpusetCpus()).isEqualTo("1"))
                .satisfies(host -> assertThat(host.security().privileged()).isTrue());
        assertThat(host("{'Image':'x','Memory':5,'MemorySwap':9,'HostConfig':{'Memory':7,'MemorySwap':0}}"))
                .satisfies(host -> assertThat(host.resources().memory()).isEqualTo(7))
                .satisfies(host -> assertThat(host.resources().memorySwap()).isEqualTo(9));
        assertThat(host("{'Image':'x','Privileged':true,'HostConfig':{}}")
                        .security()
                        .privileged())
                .isFalse();
    }

    @Test
    void keysOfOldAreUnderstood() {
        assertThat(host("{'Image':'x','VolumesFrom':'a,b:ro','Dns':['8.8.8.8']}"))
                .satisfies(host -> assertThat(host.volumesFrom()).containsExactly("a", "b:ro"))
                .satisfies(host -> assertThat(host.network().dns()).containsExactly("8.8.8.8"));
        assertThat(config("{'DisableNetwork':true}").networkDisabled()).isTrue();
        assertThat(host("{'Image':'x','HostConfig':{'LxcConf':[{'Key':'k','Value':'v'}]}}")
                        .lxcConf())
                .containsExactly(entry("k", "v"));
    }

    @Test
    void mountsOfTodaysClientAreTakenByTheirParts() {
        HostConfig host = host("{'Image':'x','HostConfig':{'Binds':['/a:/b'],'Mounts':["
                + "{'Type':'bind','Source':'/c','Target':'/d','ReadOnly':true,'BindOptions':{'Propagation':'rslave'}},"
                + "{'Type':'volume','Source':'v','Target':'/e','VolumeOptions':{'NoCopy':true,'Labels':{'a':'b'},"
                + "'DriverConfig':{'Name':'nfs','Options':{'o':'addr=h'}}}},{'Type':'volume','Target':'/f'},"
                + "{'Type':'tmpfs','Target':'/g','TmpfsOptions':{'SizeBytes':4096,'Mode':511}}]}}");

        assertThat(host.binds()).containsExactly("/a:/b");
        assertThat(host.mounts())
                .containsExactly(
                        new MountRequest.Bind("/c", "/d", true, "rslave"),
                        new MountRequest.Volume("v", "/e", false, true, "nfs", Map.of("o", "addr=h"), Map.of("a", "b")),
                        new MountRequest.Volume("", "/f", false, false, "", Map.of(), Map.of()));
        assertThat(host.tmpfs()).containsExactly(entry("/g", "size=4096,mode=777"));
    }

    /** The client says {@code systempaths=unconfined} in these words since API 1.38. */
    @Test
    void guardedPathsAreThoseAskedFor() {
        HostConfig none = host("{'Image':'x','HostConfig':{'MaskedPaths':[],'ReadonlyPaths':[]}}");
        HostConfig usual = host("{'Image':'x','HostConfig':{'MaskedPaths':null}}");
        HostConfig own = host("{'Image':'x','HostConfig':{'MaskedPaths':['/a'],'ReadonlyPaths':['/b']}}");

        assertThat(none.security().maskedPaths()).contains(List.of());
        assertThat(none.security().readonlyPaths()).contains(List.of());
        assertThat(usual.security().maskedPaths()).isEmpty();
        JsonNode written = Json.read(Json.write(HostConfigBody.of(own, "c")));
        assertThat(written.get("MaskedPaths")).hasToString("[\"/a\"]");
        assertThat(written.get("ReadonlyPaths")).hasToString("[\"/b\"]");
        assertThat(Json.read(Json.write(HostConfigBody.of(usual, "c"))).has("MaskedPaths"))
                .isFalse();
    }

    /** As dockerd 20.10 showed the same. */
    @Test
    void mountsAreShownAsTheyWereAskedFor() throws IOException {
        String mounts = "[{'Type':'volume','Source':'w1','Target':'/x','VolumeOptions':{'NoCopy':true,"
                + "'Labels':{'a':'b'},'DriverConfig':{'Name':'local','Options':{'type':'tmpfs'}}}},"
                + "{'Type':'volume','Target':'/y'},{'Type':'bind','Source':'/z','Target':'/z','ReadOnly':true},"
                + "{'Type':'bind','Source':'/q','Target':'/q','BindOptions':{'Propagation':'rshared'}}]";
        HostConfig host = host("{'Image':'x','HostConfig':{'Mounts':" + mounts + "}}");

        JsonNode written = Json.read(Json.write(HostConfigBody.of(host, "c")));

        assertThat(written.get("Mounts"))
                .isEqualTo(object("{'Mounts':" + mounts + "}").get("Mounts"));
        assertThat(Json.read(Json.write(HostConfigBody.of(HostConfig.empty(), "c")))
                        .has("Mounts"))
                .isFalse();
    }

    @Test
    void startKeepsTheLimitsOfCreateThatItsBodyDoesNotName() {
        HostConfig stored = host("{'Image':'x','Memory':5,'CpuShares':7,'Cpuset':'0'}");

        HostConfig replaced = HostConfigBody.toDomain(object("{'Binds':['/a:/b'],'CpuShares':9}"), stored);

        assertThat(replaced.binds()).containsExactly("/a:/b");
        assertThat(replaced.resources().memory()).isEqualTo(5);
        assertThat(replaced.resources().cpuShares()).isEqualTo(9);
        assertThat(replaced.resources().cpusetCpus()).isEqualTo("0");
    }

    @Test
    void portSpecsExposeAndPublish() {
        CreateRequest request = request("{'Image':'x','PortSpecs':['22','80:8080','127.0.0.1:53:53/udp',':90']}");

        assertThat(request.config().exposedPorts()).containsExactly("22/tcp", "8080/tcp", "53/udp", "90/tcp");
        assertThat(request.hostConfig().network().portBindings())
                .containsExactly(
                        entry("22/tcp", List.of(new HostPort("", ""))),
                        entry("8080/tcp", List.of(new HostPort("", "80"))),
                        entry("53/udp", List.of(new HostPort("127.0.0.1", "53"))),
                        entry("90/tcp", List.of(new HostPort("", ""))));
    }

    @Test
    void aRangeExposesEachOfItsPorts() {
        assertThat(config("{'ExposedPorts':{'80-82/udp':{}}}").exposedPorts())
                .containsExactly("80/udp", "81/udp", "82/udp");
        assertThatThrownBy(() -> host("{'Image':'x','HostConfig':{'PortBindings':{'80-82/tcp':[]}}}"))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> config("{'ExposedPorts':{'82-80/udp':{}}}")).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void aPortWithoutProtocolIsTcp() {
        assertThat(config("{'ExposedPorts':{'80':{},'53/UDP':{}}}").exposedPorts())
                .containsExactly("80/tcp", "53/udp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'HostConfig':{}}", "{'Other':1}", "{'Image':null}"})
    void aBodyThatConfiguresNothingIsRefused(String body) {
        assertThatThrownBy(() -> request(body))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Config cannot be empty in order to create a container");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Hostname':1} | json: cannot unmarshal number into field Hostname of type string",
                "{'Tty':'yes'} | json: cannot unmarshal string into field Tty of type bool",
                "{'Env':'A=1'} | json: cannot unmarshal string into field Env of type list",
                "{'Env':[1]} | json: cannot unmarshal number into field Env of type string",
                "{'Cmd':{}} | json: cannot unmarshal object into field Cmd of type list",
                "{'Image':'x','HostConfig':[]} | json: cannot unmarshal array into field HostConfig of type object",
                "{'Image':'x','HostConfig':{'Memory':'1m'}} | json: cannot unmarshal string into field Memory of type int64",
                "{'Image':'x','HostConfig':{'Memory':1.5}} | json: cannot unmarshal number into field Memory of type int64",
                "{'Image':'x','Labels':['a']} | json: cannot unmarshal array into field Labels of type object",
                "{'Image':'x','ExposedPorts':{'80/sctp':{}}} | Invalid proto: sctp",
                "{'Image':'x','ExposedPorts':{'99999':{}}} | Invalid port specification: \"99999\"",
                "{'Image':'x','HostConfig':{'Mounts':[{'Type':'bind','Target':'/x'}]}} | invalid mount config for type \"bind\": field Source must not be empty",
                "{'Image':'x','HostConfig':{'Mounts':[{'Type':'bind','Source':'/a'}]}} | invalid mount config for type \"bind\": field Target must not be empty",
                "{'Image':'x','HostConfig':{'Mounts':[{'Type':'bind','Source':'/a','Target':'/x','VolumeOptions':{}}]}} | invalid mount config for type \"bind\": field VolumeOptions must not be specified",
                "{'Image':'x','HostConfig':{'Mounts':[{'Type':'volume','Source':'a','Target':'/x','BindOptions':{}}]}} | invalid mount config for type \"volume\": field BindOptions must not be specified",
                "{'Image':'x','HostConfig':{'Mounts':[{'Type':'tmpfs','Source':'a','Target':'/x'}]}} | invalid mount config for type \"tmpfs\": field Source must not be specified",
                "{'Image':'x','HostConfig':{'Mounts':[{'Type':'tmpfs','Target':'/x','BindOptions':{}}]}} | invalid mount config for type \"tmpfs\": field BindOptions must not be specified",
                "{'Image':'x','HostConfig':{'Mounts':[{'Type':'npipe','Source':'a','Target':'/x'}]}} | invalid mount config for type \"npipe\": mount type unknown",
                "{'Image':'x','HostConfig':{'Mounts':[{'Source':'a','Target':'/x'}]}} | invalid mount config for type \"\": mount type unknown",
                "{'Image':'x','PortSpecs':['a:b:c:d']} | Invalid containerPort: a:b:c:d"
            })
    void aWrongTypeIsTheCallersFault(String body, String message) {
        assertThatThrownBy(() -> request(body))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(message);
    }

    @Test
    void aLimitThatIsNotKnownGivesAWarning() {
        CreateBody body = CreateBody.of(
                object("{'Image':'x','HostConfig':{'BlkioDeviceReadBps':[{'Path':'/dev/sda'}],'MaskedPaths':null}}"));

        assertThat(body.warnings()).containsExactly("BlkioDeviceReadBps is not supported. Limitation discarded.");
    }

    @Test
    void halvesOfSurrogatePairsAreReplaced() {
        assertThat(config("{'Hostname':'a\\ud800b'}").hostname()).isEqualTo("a\ufffdb");
    }

    @Test
    void whatIsReadIsWrittenAlike() throws IOException {
        ObjectNode body = object(file());

        JsonNode written = Json.read(
                Json.write(HostConfigBody.of(CreateBody.of(body).toDomain("").hostConfig(), "c")));

        body.get("HostConfig").properties().forEach(field -> assertThat(written.get(field.getKey()))
                .isEqualTo(field.getValue()));
    }

    private static CreateRequest recorded() throws IOException {
        return CreateBody.of(object(file())).toDomain("gfull");
    }

    private static String file() throws IOException {
        try (InputStream file = CreateBodyTest.class.getResourceAsStream("/golden/create-full-20.10.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ContainerConfig config(String body) {
        return request(body).config();
    }

    private static HostConfig host(String body) {
        return request(body).hostConfig();
    }

    private static CreateRequest request(String body) {
        return CreateBody.of(object(body)).toDomain("");
    }

    private static ObjectNode object(String text) {
        String json = text.contains("\"") ? text : text.replace('\'', '"');
        return Json.readObject(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
