package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.Change;
import dev.wharf.engine.api.container.Change.Kind;
import dev.wharf.engine.api.container.CommitRequest;
import dev.wharf.engine.api.container.ContainerConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What containers changed, and images that are made of it. */
final class ChangesTest extends ServerTestCase {
    private static final String PLAIN_ID = "ab".repeat(32);

    @Test
    void changesAreRowsOfPathAndKind() throws IOException {
        engine.changes.changes = List.of(
                new Change("/etc", Kind.MODIFIED),
                new Change("/etc/group", Kind.DELETED),
                new Change("/new", Kind.ADDED));

        RawClient.Answer answer = call("GET", "/v1.0/containers/c1/changes");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("[{\"Path\":\"/etc\",\"Kind\":0},{\"Path\":\"/etc/group\",\"Kind\":2},"
                        + "{\"Path\":\"/new\",\"Kind\":1}]\n");
    }

    @Test
    void noChangesAreNull() throws IOException {
        assertThat(call("GET", "/containers/c1/changes").body()).isEqualTo("null\n");
    }

    @Test
    void aCommitHasAllItsParts() throws Exception {
        RawClient.Answer answer = post(
                "/commit?container=c1&repo=a%2Fb&tag=v1&comment=a+comment&author=me&pause=0"
                        + "&changes=ENV%20X%3Dy&changes=USER+u",
                "{\"Cmd\":[\"echo\",\"hi\"]}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"Id\":\"" + PLAIN_ID + "\"}\n");
        assertThat(engine.changes.commits.take())
                .isEqualTo(new CommitRequest(
                        "c1",
                        "a/b:v1",
                        "me",
                        "a comment",
                        false,
                        List.of("ENV X=y", "USER u"),
                        ContainerConfig.builder().cmd(List.of("echo", "hi")).build()));
    }

    @ParameterizedTest
    @CsvSource({"1.21, true", "1.13, true", "1.12, false", "1.0, false"})
    void aCommitPausesByDefaultSince113(String version, boolean pauses) throws Exception {
        call("POST", "/v" + version + "/commit?container=c1");

        assertThat(engine.changes.commits.take().pause()).isEqualTo(pauses);
    }

    @Test
    void theRunDefaultsOfAnOldCommitAreAParameter() throws Exception {
        String run = "run=%7B%22Cmd%22%3A%5B%22a%22%5D%7D";
        call("POST", "/v1.8/commit?container=c1&m=hi&" + run);
        call("POST", "/v1.9/commit?container=c1&m=hi&" + run);
        post("/v1.8/commit?container=c1&" + run, "{\"Cmd\":[\"b\"]}");

        CommitRequest old = engine.changes.commits.take();
        assertThat(old.config().cmd()).isEqualTo(Optional.of(List.of("a")));
        assertThat(old.comment()).isEqualTo("hi");
        assertThat(engine.changes.commits.take().config().cmd()).isEmpty();
        assertThat(engine.changes.commits.take().config().cmd()).isEqualTo(Optional.of(List.of("b")));
    }

    @ParameterizedTest
    @CsvSource({"1.6, 12", "1.7, 64", "1.21, 64"})
    void theIdOfACommitHasTheLengthOfItsDay(String version, int length) throws IOException {
        RawClient.Answer answer = call("POST", "/v" + version + "/commit?container=c1");

        assertThat(answer.body()).isEqualTo("{\"Id\":\"" + PLAIN_ID.substring(0, length) + "\"}\n");
    }

    @Test
    void aBodyThatSaysNullIsNone() throws Exception {
        assertThat(post("/commit?container=c1", "null").status()).isEqualTo(201);
        assertThat(engine.changes.commits.take().config()).isEqualTo(ContainerConfig.empty());
    }

    @Test
    void theDefaultDriverIsSwitched() throws IOException {
        assertThat(post("/wharf/drivers/default", "{\"kind\":\"graph\",\"name\":\"vfs\"}")
                        .status())
                .isEqualTo(204);

        assertThat(call("GET", "/wharf/drivers").body())
                .contains("\"name\":\"vfs\",\"version\":\"0.1.0\",\"state\":\"active\",\"default\":true")
                .contains("\"name\":\"overlay\",\"version\":\"0.1.0\",\"state\":\"active\",\"default\":false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"engine\",\"name\":\"vfs\"}|400|unknown kind of driver: engine",
                "{\"kind\":\"graph\"}|400|bad parameter: 'name' cannot be empty",
                "{\"name\":\"vfs\"}|400|bad parameter: 'kind' cannot be empty",
                "{\"kind\":\"graph\",\"name\":\"aufs\"}|404|no graph driver aufs serves"
            })
    void aDefaultThatCannotBeIsRefused(String body, int status, String text) throws IOException {
        RawClient.Answer answer = post("/wharf/drivers/default", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(text + "\n");
    }

    @Test
    void aContainerIsMigrated() throws IOException {
        assertThat(post("/wharf/migrate", "{\"container\":\"c1\",\"to\":\"vfs\"}")
                        .status())
                .isEqualTo(204);
        assertThat(engine.changes.migrated).containsEntry("c1", "vfs");
    }

    @Test
    void ofSeveralContainersEachTellsItsError() throws IOException {
        create("busy", false);

        RawClient.Answer answer = post("/wharf/migrate", "{\"container\":[\"busy\",\"nobody\",\"c1\"],\"to\":\"vfs\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("[{\"container\":\"busy\",\"error\":\"Container busy is running\"},"
                        + "{\"container\":\"nobody\",\"error\":\"no such id: nobody\"},"
                        + "{\"container\":\"c1\",\"error\":\"\"}]\n");
        assertThat(engine.changes.migrated).containsOnlyKeys("c1");
    }

    @Test
    void aContainerThatRunsIsNotMigrated() throws IOException {
        create("busy", false);

        assertThat(post("/wharf/migrate", "{\"container\":\"busy\",\"to\":\"vfs\"}")
                        .status())
                .isEqualTo(409);
        assertThat(post("/wharf/migrate", "{\"container\":\"c1\",\"to\":\"aufs\"}")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"container\":\"c1\"}",
                "{\"to\":\"vfs\"}",
                "{\"container\":[],\"to\":\"vfs\"}",
                "{\"container\":[\"\"],\"to\":\"vfs\"}",
                "{\"container\":1,\"to\":\"vfs\"}",
                "{\"container\":\"c1\",\"to\":1}"
            })
    void aMigrationWithoutItsPartsIsRefused(String body) throws IOException {
        assertThat(post("/wharf/migrate", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "1.3, /containers/busybox/json, 200",
        "1.4, /containers/busybox/json, 409",
        "1.5, /containers/busybox/json, 200",
        "1.3, /images/busybox/json, 200",
        "1.4, /images/busybox/json, 409",
        "1.21, /images/busybox/json, 200",
        "1.4, /containers/c1/json, 200",
        "1.4, /images/nobody/json, 404"
    })
    void aNameOfBothKindsIsRefusedIn14Alone(String version, String path, int status) throws IOException {
        create("busybox", false);

        assertThat(call("GET", "/v" + version + path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"1.6, since=nobody, ''", "1.6, before=nobody, ''", "1.6, since=c1, c1", "1.7, since=nobody, nobody"})
    void anUnknownBoundIsIgnoredBelow17(String version, String query, String asked) throws IOException {
        call("GET", "/v" + version + "/containers/json?" + query);

        assertThat(engine.containers.lastQuery.since() + engine.containers.lastQuery.before())
                .isEqualTo(asked);
        assertThat(engine.containers.lastQuery.all()).isTrue();
    }
}
