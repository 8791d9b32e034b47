package dev.wharf.api.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.CreateRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client writes behind a key: it is read, or it is the client's fault. */
class BadValuesTest {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-1e400",
            "1e3",
            "99999999999999999999999",
            "9223372036854775807",
            "'x'",
            "''",
            "'\\ud800'",
            "[]",
            "[null]",
            "[1]",
            "['a']",
            "['80:80:80']",
            "[[]]",
            "[{}]",
            "[{'Key':1}]",
            "[{'Type':'bind','Source':1}]",
            "{}",
            "{'a':null}",
            "{'a':1}",
            "{'a':'b'}",
            "{'80/tcp':null}",
            "{'80/tcp':{}}",
            "{'80/tcp':[{'HostPort':80}]}",
            "{'80/tcp':[null]}",
            "{'99999999999/tcp':[]}",
            "{'\\ud800':{}}",
            "{'\\ud800':'a'}",
            "{'':[]}");

    static Stream<String> keys() {
        return Stream.of(ConfigBody.class, HostConfigBody.class)
                .flatMap(type -> Json.tree(document(type)).properties().stream())
                .map(Map.Entry::getKey)
                .distinct();
    }

    static Stream<String> furtherKeys() {
        return Stream.of(
                "HostConfig",
                "PortSpecs",
                "Mounts",
                "Cpuset",
                "DisableNetwork",
                "ExposedPorts",
                "MacAddress",
                "Tmpfs",
                "Sysctls",
                "Init",
                "StopSignal",
                "StopTimeout",
                "NetworkDisabled",
                "MaskedPaths",
                "BlkioWeightDevice");
    }

    @ParameterizedTest
    @MethodSource({"keys", "furtherKeys"})
    void noValueOfAKeyFailsTheDaemon(String key) {
        for (String value : VALUES) {
            String field = "'" + key + "':" + value;
            accept("{'Image':'x'," + field + "}");
            accept("{'Image':'x','HostConfig':{" + field + "}}");
            accept("{'Image':'x'," + field + ",'HostConfig':{" + field + "}}");
        }
    }

    private static void accept(String json) {
        try {
            CreateBody body = CreateBody.of(object(json));
            CreateRequest request = body.toDomain("");
            JsonNode written = Json.tree(HostConfigBody.of(request.hostConfig(), "c"));

            assertThat(written.isObject()).isTrue();
            assertThat(Json.write(ConfigBody.of(request.config()))).isNotEmpty();
            assertThat(body.warnings()).doesNotContainNull();
        } catch (InvalidArgument e) {
            assertThat(e).as(json).hasMessageNotContaining("Exception");
        }
    }

    private static Object document(Class<?> type) {
        CreateRequest request = CreateBody.of(object("{'Image':'x'}")).toDomain("");
        return type == ConfigBody.class
                ? ConfigBody.of(request.config())
                : HostConfigBody.of(request.hostConfig(), "c");
    }

    private static ObjectNode object(String json) {
        return Json.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
