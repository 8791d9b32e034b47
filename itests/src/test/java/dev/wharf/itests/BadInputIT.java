package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input to every route: a clear 4xx, never a stack trace, a hang or a half-made object. */
@Tag("privileged")
class BadInputIT {
    private static final String LONG = "a".repeat(5_000);

    private static WharfDaemon daemon;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        RawClient.Response created =
                daemon.client().postJson("/containers/create?name=probe", "{\"Image\":\"wharf/hello\"}");
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    static Stream<List<String>> badCalls() {
        return Stream.of(
                        namesThatAreUnknown(),
                        badQueries(),
                        badBodies(),
                        badFileCalls(),
                        badChangeCalls(),
                        List.of(
                                List.of("GET", "/v1.99/version", ""),
                                List.of("GET", "/v0/version", ""),
                                List.of("GET", "/nowhere", ""),
                                List.of("PATCH", "/version", ""),
                                List.of("GET", "/containers/%00/json", ""),
                                List.of("GET", "/containers/" + LONG + "/json", ""),
                                List.of("GET", "/containers/%zz/json", "")))
                .flatMap(List::stream);
    }

    private static List<List<String>> namesThatAreUnknown() {
        return List.of(
                List.of("GET", "/containers/nobody/json", ""),
                List.of("GET", "/containers/nobody/logs?stdout=1", ""),
                List.of("POST", "/containers/nobody/start", ""),
                List.of("POST", "/containers/nobody/stop", ""),
                List.of("POST", "/containers/nobody/restart", ""),
                List.of("POST", "/containers/nobody/kill", ""),
                List.of("POST", "/containers/nobody/wait", ""),
                List.of("POST", "/containers/nobody/attach?stream=1&stdout=1", ""),
                List.of("POST", "/containers/nobody/resize?h=1&w=1", ""),
                List.of("DELETE", "/containers/nobody", ""),
                List.of("GET", "/images/nothing/json", ""),
                List.of("GET", "/images/nothing/history", ""),
                List.of("POST", "/images/nothing/tag?repo=a&tag=b", ""),
                List.of("DELETE", "/images/nothing", ""),
                List.of("POST", "/containers/create", "{\"Image\":\"nothing\"}"));
    }

    private static List<List<String>> badQueries() {
        return List.of(
                List.of("GET", "/containers/json?limit=many", ""),
                List.of("GET", "/containers/json?since=nobody", ""),
                List.of("GET", "/containers/json?filters={", ""),
                List.of("GET", "/containers/json?filters=%7B%22status%22%3A%5B%22odd%22%5D%7D", ""),
                List.of("GET", "/images/json?filters=[1]", ""),
                List.of("GET", "/images/json?filters=%7B%22dangling%22%3A%5B%22perhaps%22%5D%7D", ""),
                List.of("GET", "/events?since=yesterday", ""),
                List.of("GET", "/events?filters={&until=1", ""),
                List.of("GET", "/containers/probe/logs", ""),
                List.of("GET", "/containers/probe/logs?stdout=1&since=x", ""),
                List.of("POST", "/containers/probe/kill?signal=SIGNONSENSE", ""),
                List.of("POST", "/containers/probe/kill", ""),
                List.of("POST", "/containers/probe/resize?h=x&w=1", ""),
                List.of("POST", "/images/wharf/hello/tag?repo=UPPER", ""),
                List.of("POST", "/images/wharf/hello/tag?repo=a&tag=!", ""),
                List.of("POST", "/images/create?fromSrc=-&repo=UPPER", ""),
                List.of("POST", "/images/create", ""),
                List.of("POST", "/containers/create?name=a", "{\"Image\":\"wharf/hello\"}"),
                List.of("POST", "/containers/create?name=../x", "{\"Image\":\"wharf/hello\"}"),
                List.of("POST", "/containers/create?name=probe", "{\"Image\":\"wharf/hello\"}"));
    }

    private static List<List<String>> badFileCalls() {
        return List.of(
                List.of("GET", "/containers/nobody/archive?path=/", ""),
                List.of("GET", "/containers/nobody/export", ""),
                List.of("GET", "/containers/nobody/changes", ""),
                List.of("POST", "/containers/nobody/copy", "{\"Resource\":\"/\"}"),
                List.of("GET", "/containers/probe/archive", ""),
                List.of("GET", "/containers/probe/archive?path=", ""),
                List.of("GET", "/containers/probe/archive?path=/no/such", ""),
                List.of("GET", "/containers/probe/archive?path=/hello/below", ""),
                List.of("GET", "/containers/probe/archive?path=/hello/", ""),
                List.of("GET", "/containers/probe/archive?path=%00", ""),
                List.of("GET", "/containers/probe/archive?path=/" + LONG, ""),
                List.of("GET", "/containers/probe/archive?path=" + "/..".repeat(500) + "/no/such", ""),
                List.of("PUT", "/containers/probe/archive?path=/", "not a tar"),
                List.of("PUT", "/containers/probe/archive?path=/hello", "not a tar"),
                List.of("PUT", "/containers/probe/archive?path=/no/such", ""),
                List.of("PUT", "/containers/probe/archive", ""),
                List.of("POST", "/containers/probe/copy", ""),
                List.of("POST", "/containers/probe/copy", "{}"),
                List.of("POST", "/containers/probe/copy", "{\"Resource\":7}"),
                List.of("POST", "/containers/probe/copy", "{\"Resource\":\"/no/such\"}"),
                List.of("POST", "/containers/probe/copy", "{\"Resource\":\"\\u0000\"}"));
    }

    private static List<List<String>> badChangeCalls() {
        return List.of(
                List.of("GET", "/images/get", ""),
                List.of("GET", "/images/get?names=", ""),
                List.of("GET", "/images/get?names=wharf/hello&names=nothing", ""),
                List.of("GET", "/images/nothing/get", ""),
                List.of("GET", "/images/wharf/hello:nothing/get", ""),
                List.of("POST", "/commit", ""),
                List.of("POST", "/commit?container=", ""),
                List.of("POST", "/commit?container=nobody", ""),
                List.of("POST", "/commit?container=probe&repo=UPPER", ""),
                List.of("POST", "/commit?container=probe&repo=a&tag=!", ""),
                List.of("POST", "/commit?container=probe&changes=NONSENSE", ""),
                List.of("POST", "/commit?container=probe&changes=ENV", ""),
                List.of("POST", "/commit?container=probe", "{\"Cmd\":7}"),
                List.of("POST", "/commit?container=probe", "nonsense"),
                List.of("POST", "/v1.8/commit?container=probe&run=nonsense", ""),
                List.of("POST", "/wharf/drivers/default", ""),
                List.of("POST", "/wharf/drivers/default", "{\"kind\":\"graph\"}"),
                List.of("POST", "/wharf/drivers/default", "{\"kind\":\"graph\",\"name\":\"nowhere\"}"),
                List.of("POST", "/wharf/drivers/default", "{\"kind\":\"odd\",\"name\":\"vfs\"}"),
                List.of("POST", "/wharf/drivers/default", "{\"kind\":7,\"name\":[]}"),
                List.of("POST", "/wharf/migrate", ""),
                List.of("POST", "/wharf/migrate", "{\"to\":\"vfs\"}"),
                List.of("POST", "/wharf/migrate", "{\"container\":\"nobody\",\"to\":\"vfs\"}"),
                List.of("POST", "/wharf/migrate", "{\"container\":\"probe\",\"to\":\"nowhere\"}"),
                List.of("POST", "/wharf/migrate", "{\"container\":\"probe\",\"to\":\"\"}"));
    }

    private static List<List<String>> badBodies() {
        return Stream.of(
                        "{",
                        "[]",
                        "nonsense",
                        "{\"Image\":7}",
                        "{\"Image\":\"\"}",
                        "{\"Image\":\"wharf/hello\",\"Env\":\"A=b\"}",
                        "{\"Image\":\"wharf/hello\",\"Cmd\":{\"a\":1}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":7}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"Memory\":1000}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"Memory\":\"much\"}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"Memory\":1e400}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"Binds\":[\"relative/folder:/x\"]}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"Binds\":[\"/a:/b:odd\"]}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"sometimes\"}}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"CapAdd\":[\"EVERYTHING\"]}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"LogConfig\":{\"Type\":\"no-such-driver\"}}}",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"Ulimits\":[{\"Name\":\"odd\",\"Soft\":1,\"Hard\":1}]}}",
                        "{\"Image\":\"wharf/hello\",\"Hostname\":\"a b\"}",
                        "{\"Image\":\"wharf/hello\",\"WorkingDir\":\"relative\"}",
                        "{\"Image\":\"" + LONG + "\"}",
                        "{\"Image\":\"wharf/hello\",\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")
                .map(body -> List.of("POST", "/containers/create", body))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("badCalls")
    void isAnswered4xx(List<String> call) {
        RawClient.Response response = daemon.client().call(call.get(0), call.get(1), call.get(2));

        assertThat(response.status()).as(response.toString()).isBetween(400, 499);
        assertThat(response.body()).isNotBlank().doesNotContain("Exception", "\tat ", "dev.wharf");
    }

    @Test
    void aTarThatIsNoneIsRefusedAndLeavesNothing() {
        int before = daemon.client().get("/images/json?all=1").body().length();
        byte[] garbage = "garbage".repeat(1_000).getBytes(StandardCharsets.UTF_8);

        RawClient.Response load = daemon.client().postTar("/images/load", garbage);
        RawClient.Response imported = daemon.client().postTar("/images/create?fromSrc=-&repo=broken", garbage);

        assertThat(load.status()).as(load.toString()).isBetween(400, 499);
        // progress may have begun: then the error is told in the stream
        assertThat(imported.status() + imported.body()).matches("(?s)4\\d\\d.*|200.*\"error\".*");
        assertThat(daemon.client().get("/images/json?all=1").body()).hasSize(before);
    }

    /** At create a 404 would mean to clients that the image is missing. */
    @Test
    void aNeighbourThatIsUnknownIsRefusedAtTheStart() {
        daemon.client()
                .postJson(
                        "/containers/create?name=lonely",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"NetworkMode\":\"container:nobody\"}}");

        RawClient.Response start = daemon.client().post("/containers/lonely/start");

        assertThat(start.status()).as(start.toString()).isBetween(400, 499);
        assertThat(start.body()).contains("nobody");
    }

    /** As with a neighbour; so does Docker 20.10. */
    @Test
    void aNetworkThatIsUnknownIsRefusedAtTheStart() {
        daemon.client()
                .postJson(
                        "/containers/create?name=astray",
                        "{\"Image\":\"wharf/hello\",\"HostConfig\":{\"NetworkMode\":\"no-such-network\"}}");

        RawClient.Response start = daemon.client().post("/containers/astray/start");

        assertThat(start.status()).as(start.toString()).isEqualTo(404);
        assertThat(start.body()).contains("network no-such-network not found");
    }

    @Test
    void refusedCreatesLeaveNoContainer() {
        badBodies().forEach(call -> daemon.client().call(call.get(0), call.get(1) + "?name=halfmade", call.get(2)));

        assertThat(daemon.client().get("/containers/halfmade/json").status()).isEqualTo(404);
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        RawClient.Response response = daemon.client()
                .send(
                        "POST",
                        "/containers/create",
                        "Content-Type: text/plain\r\n",
                        "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(response.status()).as(response.toString()).isBetween(400, 499);
    }

    @Test
    void contradictoryFramingIsRefused() {
        assertThat(List.of(
                        "GET /_ping HTTP/1.1\r\nHost: d\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                        "POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Length: 2\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "POST /containers/create HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: odd\r\n\r\n",
                        "nonsense\r\n\r\n"))
                .allSatisfy(request ->
                        assertThat(daemon.client().raw(request).status()).isBetween(400, 499));
    }

    @Test
    void headersWithoutEndAreCutOff() {
        RawClient.Response response =
                daemon.client().raw("GET /_ping HTTP/1.1\r\nHost: d\r\nX: " + "a".repeat(2_000_000) + "\r\n\r\n");

        assertThat(response.status()).isIn(0, 400, 431);
    }

    @Test
    void theDaemonLogsNoFault() {
        badCalls().forEach(call -> daemon.client().call(call.get(0), call.get(1), call.get(2)));

        assertThat(daemon.log()).doesNotContain(" error ");
    }
}
