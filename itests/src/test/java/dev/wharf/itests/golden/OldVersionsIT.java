package dev.wharf.itests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.itests.BusyboxRoot;
import dev.wharf.itests.Hijacked;
import dev.wharf.itests.RawClient;
import dev.wharf.itests.RawClient.Response;
import dev.wharf.itests.WharfDaemon;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What clients of the versions below see, of which no recording exists: written from the reference of each version, and
 * from what the engines of that time did.
 */
@Tag("privileged")
class OldVersionsIT {
    private static final String ID = "[0-9a-f]{64}";
    private static final String SHORT_ID = "[0-9a-f]{12}";
    private static final String HELLO = "{\"Image\":\"busybox\",\"Cmd\":[\"sh\",\"-c\",\"echo out; echo err >&2\"]}";
    private static final String SLEEPER = "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"300\"]}";

    private static WharfDaemon daemon;
    private static RawClient client;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        client = daemon.client();
        client.postTar("/images/create?fromSrc=-&repo=busybox", BusyboxRoot.tar());
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    @ParameterizedTest
    @CsvSource({"1.6, " + SHORT_ID, "1.7, " + ID, "1.21, " + ID})
    void createTellsTheIdAtItsLength(String version, String pattern) {
        assertThat(json(client.postJson("/v" + version + "/containers/create", HELLO))
                        .path("Id")
                        .asText())
                .matches(pattern);
    }

    @Test
    void theListOf14HasAContainerInOneLine() {
        String id = create(HELLO);

        JsonNode row = row("/v1.4/containers/json?all=1", "Id", id);

        assertThat(row.path("Status").asText()).isEqualTo("Exit 0");
        assertThat(row.path("Ports").isTextual()).isTrue();
        assertThat(row.has("SizeRw")).isTrue();
        assertThat(row.has("Names")).isFalse();
        assertThat(row("/v1.7/containers/json?all=1", "Id", id).path("Names").size())
                .isEqualTo(1);
    }

    @Test
    void filtersAreIgnoredBelow112() {
        String id = create(HELLO);

        assertThat(row("/v1.11/containers/json?all=1&filters={%22exited%22:[%2277%22]}", "Id", id)
                        .isMissingNode())
                .isFalse();
        assertThat(row("/v1.12/containers/json?all=1&filters={%22exited%22:[%2277%22]}", "Id", id)
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void inspectOf111IsTheRecordOfTheDaemon() {
        String id = create(HELLO);

        JsonNode container = json(client.get("/v1.11/containers/" + id + "/json"));

        assertThat(container.path("ID").asText()).isEqualTo(id);
        assertThat(container.path("Id").asText()).isEqualTo(id);
        assertThat(container.at("/State/Ghost").isBoolean()).isTrue();
        assertThat(container.path("Volumes").isObject()).isTrue();
        assertThat(container.has("HostConfig")).isTrue();
        assertThat(json(client.get("/v1.7/containers/" + id + "/json")).has("HostConfig"))
                .isFalse();
    }

    @Test
    void imagesAreListedByNameBelow17() {
        client.post("/images/busybox/tag?repo=host:5000/old/name&tag=v1");

        JsonNode row = row("/v1.6/images/json", "Repository", "host:5000/old/name");

        assertThat(row.path("Tag").asText()).isEqualTo("v1");
        assertThat(row.path("Id").asText()).matches(ID);
        assertThat(row.has("RepoTags")).isFalse();
    }

    @Test
    void imagesAreInSnakeCaseBelow112() {
        JsonNode image = json(client.get("/v1.11/images/busybox/json"));

        assertThat(image.path("id").asText()).matches(ID);
        assertThat(image.has("container_config")).isTrue();
        assertThat(image.has("Size")).isTrue();
        assertThat(image.has("author")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1.3, 200, 200", "1.4, 204, 204", "1.12, 204, 204", "1.13, 204, 304", "1.21, 204, 304"})
    void startTellsWhatItsDayTold(String version, int first, int second) {
        String start = "/v" + version + "/containers/" + create(SLEEPER) + "/start";

        assertThat(client.post(start).status()).isEqualTo(first);
        assertThat(client.post(start).status()).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({"1.12, 204, 204", "1.19, 304, 204", "1.20, 304, 409"})
    void whatDoesNotRunIsStoppedAndKilledAsInItsDay(String version, int stop, int kill) {
        String container = "/v" + version + "/containers/" + create(HELLO);

        assertThat(client.post(container + "/stop").status()).isEqualTo(stop);
        assertThat(client.post(container + "/kill").status()).isEqualTo(kill);
    }

    @ParameterizedTest
    @CsvSource({"1.2, " + SHORT_ID, "1.6, " + SHORT_ID, "1.9, " + ID, "1.10, gone:latest"})
    void theRemovalOfANameTellsWhatItsDayTold(String version, String pattern) {
        client.post("/images/busybox/tag?repo=gone");

        Response removed = client.delete("/v" + version + "/images/gone");

        assertThat(removed.status()).isEqualTo(200);
        assertThat(json(removed).path(0).path("Untagged").asText()).matches(pattern);
        assertThat(removed.body()).doesNotContain("UntaggedFrom");
    }

    @Test
    void theRemovalOf11TellsNothing() {
        client.post("/images/busybox/tag?repo=gone");

        Response removed = client.delete("/v1.1/images/gone");

        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.7, true", "1.8, false", "1.18, false", "1.19, true"})
    void flagsOfInfoAreNumbersForAWhile(String version, boolean truth) {
        assertThat(json(client.get("/v" + version + "/info"))
                        .path("MemoryLimit")
                        .isBoolean())
                .isEqualTo(truth);
    }

    @Test
    void attachIsMergedBelow16() {
        String id = create(HELLO);
        client.post("/containers/" + id + "/start");
        client.post("/containers/" + id + "/wait");

        assertThat(attached("1.5", id)).hasSize("out\nerr\n".length()).contains("out\n", "err\n");
        assertThat(attached("1.6", id)).hasSize("out\nerr\n".length() + 2 * 8);
    }

    @ParameterizedTest
    @CsvSource({"1.6, " + SHORT_ID, "1.7, " + ID, "1.21, " + ID})
    void aCommitTellsTheIdAtItsLength(String version, String pattern) {
        Response committed = client.post("/v" + version + "/commit?container=" + create(HELLO));

        assertThat(committed.status()).isEqualTo(201);
        assertThat(json(committed).path("Id").asText()).matches(pattern);
    }

    @Test
    void anOldCommitHasItsMessageAndRunDefaultsInTheQuery() {
        String id = create(HELLO);

        client.post(
                "/v1.8/commit?container=" + id
                        + "&repo=old/commit&m=by+m&author=me&run=%7B%22Cmd%22%3A%5B%22ls%22%5D%2C%22PortSpecs%22%3A%5B%2280%22%5D%7D");

        JsonNode image = json(client.get("/v1.21/images/old/commit/json"));
        assertThat(image.path("Comment").asText()).isEqualTo("by m");
        assertThat(image.path("Author").asText()).isEqualTo("me");
        assertThat(image.at("/Config/Cmd"))
                .hasSize(1)
                .first()
                .extracting(JsonNode::asText)
                .isEqualTo("ls");
    }

    @Test
    void filesAreCopiedOutAsIn14() {
        String id = create(HELLO);

        Response copied = client.postJson("/v1.4/containers/" + id + "/copy", "{\"Resource\":\"etc/passwd\"}");

        assertThat(copied.status()).isEqualTo(200);
        assertThat(TarEntries.of(copied.bytes())).startsWith("passwd 0 644 0:0 ");
        assertThat(client.get("/v1.0/containers/" + id + "/export").header("Content-Type"))
                .contains("application/octet-stream");
        assertThat(client.get("/v1.0/containers/" + id + "/changes").body()).isEqualTo("null\n");
    }

    @Test
    void imagesAreSavedAsIn17() {
        Response saved = client.get("/v1.7/images/busybox/get");

        assertThat(saved.header("Content-Type")).contains("application/x-tar");
        assertThat(TarEntries.of(saved.bytes()).lines().map(line -> line.replaceFirst(" .*", "")))
                .contains("repositories", "manifest.json")
                .anyMatch(name -> name.matches(ID + "/VERSION"))
                .anyMatch(name -> name.matches(ID + "/json"))
                .anyMatch(name -> name.matches(ID + "/layer.tar"));
    }

    @ParameterizedTest
    @CsvSource({"1.3, 200", "1.4, 409", "1.5, 200"})
    void aNameOfAContainerAndAnImageIsRefusedIn14Alone(String version, int status) {
        client.postJson("/containers/create?name=busybox", HELLO);

        assertThat(client.get("/v" + version + "/containers/busybox/json").status())
                .isEqualTo(status);
        assertThat(client.get("/v" + version + "/images/busybox/json").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"1.6, 200", "1.7, 404"})
    void anUnknownBoundOfAListIsIgnoredBelow17(String version, int status) {
        assertThat(client.get("/v" + version + "/containers/json?since=ffffffffffff")
                        .status())
                .isEqualTo(status);
        assertThat(client.get("/v" + version + "/containers/json?before=ffffffffffff")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void anImportOf10IsPlainText() {
        Response imported = client.postTar("/v1.0/images/create?fromSrc=-&repo=plain", BusyboxRoot.tar());

        assertThat(imported.body()).endsWith("\r\n").doesNotContain("{");
        assertThat(client.postTar("/v1.1/images/create?fromSrc=-&repo=plain", BusyboxRoot.tar())
                        .body())
                .startsWith("{\"status\":");
    }

    private static String attached(String version, String id) {
        String path = "/v" + version + "/containers/" + id + "/attach?logs=1&stdout=1&stderr=1";
        try (Hijacked stream = client.hijack(path, false)) {
            return stream.readAll();
        }
    }

    private static String create(String body) {
        return json(client.postJson("/containers/create", body)).path("Id").asText();
    }

    private static JsonNode row(String path, String key, String value) {
        for (JsonNode row : json(client.get(path))) {
            if (row.path(key).asText().equals(value)) {
                return row;
            }
        }
        return new ObjectMapper().missingNode();
    }

    private static JsonNode json(Response response) {
        try {
            return new ObjectMapper().readTree(response.bytes());
        } catch (IOException e) {
            throw new AssertionError(response.toString(), e);
        }
    }
}
