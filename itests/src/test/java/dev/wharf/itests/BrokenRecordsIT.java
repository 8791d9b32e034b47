package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that cannot be read are set aside and told of; they stop nothing, and what they stand for stays. */
@Tag("privileged")
class BrokenRecordsIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    private static WharfDaemon daemon;
    private static DockerCli docker;
    private static Database database;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "bb").text();
        database = new Database(daemon);
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    @AfterEach
    void removeContainers() {
        daemon.removeContainers();
    }

    @Test
    void oneBrokenRecordOfEachKindIsSetAside() {
        docker.run("network", "create", "kept").text();
        docker.run("network", "create", "broken").text();
        docker.run("volume", "create", "kept").text();
        docker.run("volume", "create", "broken").text();
        docker.run("tag", "bb", "kept:1").text();
        docker.run("tag", "bb", "broken:1").text();
        String runs =
                docker.run("run", "-d", "--name", "runs", "bb", "sleep", "1000").text();
        String broken = docker.run("create", "--name", "broken", "bb", "true").text();
        docker.run("create", "--name", "kept", "bb", "true").text();
        String exec = daemon.startExec("runs");
        daemon.kill9();
        for (Map.Entry<String, String> record : Map.of(
                        "containers",
                        broken,
                        "container_runs",
                        runs,
                        "networks",
                        networkKey("broken"),
                        "volumes",
                        "broken",
                        "image_tags",
                        "broken:1",
                        "execs",
                        exec)
                .entrySet()) {
            assertThat(database.change(
                            "UPDATE " + record.getKey() + " SET json = '{\"id\": [broken' WHERE key = ?",
                            record.getValue()))
                    .as(record.toString())
                    .isEqualTo(1);
        }

        daemon.startAgain();

        assertThat(docker.run("ps", "-a", "--format", "{{.Names}}").text().lines())
                .containsExactlyInAnyOrder("runs", "kept");
        assertThat(docker.run("exec", "runs", "echo", "here").text()).isEqualTo("here");
        assertThat(docker.run("images", "--format", "{{.Repository}}:{{.Tag}}", "kept")
                        .text())
                .isEqualTo("kept:1");
        assertThat(docker.run("network", "ls", "--format", "{{.Name}}").text().lines())
                .contains("kept", "bridge")
                .doesNotContain("broken");
        assertThat(docker.run("volume", "ls", "-q").text().lines()).contains("kept");
        assertThat(daemon.dataRoot().resolve("containers").resolve(broken)).exists();
        for (String set : List.of("containers", "container_runs", "networks", "volumes", "image_tags", "execs")) {
            assertThat(daemon.client().get("/info").body()).contains("of " + set + " could not be read");
            assertThat(daemon.log()).contains("of " + set + " cannot be read and was set aside");
        }
        assertThat(docker.run("run", "--rm", "--net", "kept", "-v", "kept:/v", "bb", "echo", "new")
                        .text())
                .isEqualTo("new");
        docker.run("rm", "-f", "runs").text();
        docker.run("network", "rm", "kept").text();
        daemon.kill9();
        database.change("DELETE FROM broken");
        database.change("DELETE FROM container_runs WHERE key = ?", broken);
        daemon.startAgain();
        Await.until(
                "the sweep of what was set aside",
                SOON,
                () -> !Files.exists(daemon.dataRoot().resolve("containers").resolve(broken)),
                daemon::tail);
    }

    private static String networkKey(String name) {
        return database.find("SELECT key FROM networks WHERE json LIKE ?", "%\"name\":\"" + name + "\"%");
    }

    @Test
    void anImageWhoseRecordsWereBrokenIsWholeOnceTheyArePutRight() {
        docker.runWith(BusyboxRoot.small(), "import", "-", "spoilt").text();
        String image = docker.run("images", "-q", "--no-trunc", "spoilt").text().replace("sha256:", "");
        docker.run("create", "--name", "old", "spoilt", "true").text();
        daemon.kill9();
        String layer = database.find(
                "SELECT key FROM image_layers WHERE instr((SELECT json FROM images WHERE key = ?), substr(key, -64)) > 0",
                image);
        Map<String, String> records = Map.of("images", image, "image_layers", layer);
        records.forEach((set, key) -> assertThat(
                        database.change("UPDATE " + set + " SET json = 'x' || json WHERE key = ?", key))
                .isEqualTo(1));

        daemon.startAgain();

        assertThat(docker.run("images", "-q", "spoilt").text()).isEmpty();
        assertThat(docker.run("run", "--rm", "spoilt", "true").code()).isNotZero();
        assertThat(docker.run("run", "--rm", "bb", "echo", "other").text()).isEqualTo("other");
        assertThat(docker.run("start", "-a", "old").code()).isZero();
        for (String set : records.keySet()) {
            assertThat(daemon.client().get("/info").body()).contains("of " + set + " could not be read");
        }

        daemon.kill9();
        records.forEach((set, key) -> database.change(
                "INSERT INTO " + set + " SELECT key, substr(json, 2) FROM broken WHERE record_set = ? AND key = ?",
                set,
                key));
        database.change("DELETE FROM broken");
        daemon.startAgain();

        assertThat(docker.run("run", "--rm", "spoilt", "sh", "-c", "echo whole").text())
                .isEqualTo("whole");
        assertThat(docker.run("start", "-a", "old").code()).isZero();
    }
}
