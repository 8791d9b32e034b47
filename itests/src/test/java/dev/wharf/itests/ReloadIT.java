package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SIGHUP lets the daemon read its configuration again, while containers run. */
@Tag("privileged")
class ReloadIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String HEARD = "SIGHUP: reading the configuration from ";

    private Path folder;
    private Path file;
    private WharfDaemon daemon;
    private DockerCli docker;
    private int told;

    @BeforeEach
    void startDaemon() throws IOException {
        folder = Files.createTempDirectory("wharf-it-reload");
        file = folder.resolve("daemon.json");
        write("{\"labels\": [\"town=hull\"], \"mtu\": 1400}");
        daemon = WharfDaemon.start("--config-file", file.toString());
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "bb").text();
    }

    @AfterEach
    void endDaemon() throws IOException {
        daemon.close();
        Files.deleteIfExists(file);
        Files.delete(folder);
    }

    @Test
    void whatChangedIsToldAndHolds() {
        write("{\"labels\": [\"town=goole\", \"b=c\"], \"debug\": true, \"storage-driver\": \"vfs\", \"mtu\": 1300,"
                + " \"log-opts\": {\"max-size\": \"1m\"},"
                + " \"default-ulimits\": {\"nofile\": {\"Name\": \"nofile\", \"Hard\": 2345, \"Soft\": 1234}}}");

        assertThat(reload())
                .contains(
                        "configuration: label town=hull removed",
                        "configuration: label town=goole added",
                        "configuration: label b=c added",
                        "configuration: log level info -> debug",
                        "configuration: storage driver the best of this host -> vfs",
                        "configuration: log option max-size=1m added",
                        "configuration: default ulimit nofile=1234:2345 added",
                        "configuration: mtu 1400 -> 1300 needs a restart of the daemon");
        assertThat(info())
                .contains("\"Labels\":[\"town=goole\",\"b=c\"]")
                .contains("\"Debug\":true")
                .contains("\"Driver\":\"vfs\"");
        assertThat(docker.run("run", "--name", "limited", "bb", "sh", "-c", "ulimit -Sn; ulimit -Hn")
                        .text())
                .isEqualTo("1234\n2345");
        assertThat(docker.run("inspect", "-f", "{{.GraphDriver.Name}} {{.HostConfig.LogConfig}}", "limited")
                        .text())
                .isEqualTo("vfs {json-file map[max-size:1m]}");

        assertThat(reload()).contains("configuration: mtu 1400 -> 1300 needs a restart of the daemon");
        write("{\"labels\": [\"town=hull\"], \"mtu\": 1400}");

        assertThat(reload())
                .contains("configuration: log level debug -> info")
                .contains("configuration: storage driver vfs -> the best of this host")
                .doesNotContain("restart of the daemon");
        assertThat(info()).contains("\"Debug\":false").contains("\"Driver\":\"overlay\"");
        assertThat(reload()).contains("configuration: nothing changed");
    }

    @Test
    void aFileThatMakesNoSenseChangesNothing() throws IOException {
        String before = settled(info());
        for (String bad : List.of(
                "{\"labels\": [",
                "[]",
                "{\"labels\": [\"x=y\"], \"colour\": \"blue\"}",
                "{\"labels\": [\"x=y\"], \"log-level\": \"loud\"}",
                "{\"labels\": [\"x\"]}",
                "{\"labels\": [[\"x=y\"]]}",
                "{\"labels\": [\"x=y\"], \"hosts\": [\"unix:///elsewhere\"], \"mtu\": 3}",
                "{\"labels\": [\"x=y\"], \"data-root\": \"/elsewhere\"}", // a flag says so, too
                "{\"labels\": [\"x=y\"], \"storage-driver\": \"floppy\"}",
                "{\"labels\": [\"x=y\"], \"log-driver\": \"parrot\"}",
                "{\"labels\": [\"x=y\"], \"log-opts\": {\"max-size\": \"lots\"}}",
                "{\"labels\": [\"x=y\"], \"default-ulimits\": {\"nofile\": {\"Name\": \"nofile\", \"Hard\": 1,"
                        + " \"Soft\": 2}}}")) {
            write(bad);
            assertThat(reload()).as(bad).contains("the configuration stays as it is: ");
            assertThat(settled(info())).as(bad).isEqualTo(before);
        }
        Files.delete(file);
        assertThat(reload()).contains("the configuration stays as it is: there is no file " + file);
        assertThat(settled(info())).isEqualTo(before);
        write("{\"labels\": [\"town=hull\"], \"mtu\": 1400}");
        assertThat(reload()).contains("configuration: nothing changed");
    }

    @Test
    void newContainersGetTheNewLogDriver() {
        docker.run("run", "-d", "--name", "old", "bb", "sleep", "1000").text();
        write("{\"labels\": [\"town=hull\"], \"mtu\": 1400, \"log-driver\": \"none\"}");

        assertThat(reload()).contains("configuration: log driver json-file -> none");

        docker.run("run", "-d", "--name", "new", "bb", "sleep", "1000").text();
        assertThat(info()).contains("\"LoggingDriver\":\"none\"");
        assertThat(docker.run("inspect", "-f", "{{.HostConfig.LogConfig.Type}}", "old", "new")
                        .text())
                .isEqualTo("json-file\nnone");
        assertThat(docker.run("inspect", "-f", "{{.State.Running}}", "old").text())
                .isEqualTo("true");
    }

    @Test
    void theReloadIsAnEvent() {
        String since = docker.run("info", "-f", "{{.SystemTime}}").text();
        String id = docker.run("info", "-f", "{{.ID}}").text();
        write("{\"labels\": [\"a=\\\"b\\\"\"], \"mtu\": 1400}");
        reload();

        String events = docker.run(
                        "events", "--since", since, "--until", soon(), "-f", "type=daemon", "--format", "{{json .}}")
                .text();
        assertThat(events)
                .contains("\"Type\":\"daemon\"")
                .contains("\"Action\":\"reload\"")
                .contains("\"ID\":\"" + id + "\"")
                .contains("\"labels\":\"[\\\"a=\\\\\\\"b\\\\\\\"\\\"]\"");
    }

    @Test
    void containersEndWithTheDaemonWhenTheyAreNotToLiveOnAnyMore() {
        docker.run("run", "-d", "--name", "goes", "bb", "sh", "-c", "trap 'exit 7' TERM; while :; do sleep 0.1; done")
                .text();
        write("{\"labels\": [\"town=hull\"], \"mtu\": 1400, \"live-restore\": false}");
        assertThat(reload()).contains("configuration: live restore true -> false");
        String pid = docker.run("inspect", "-f", "{{.State.Pid}}", "goes").text();

        daemon.stop();

        assertThat(Path.of("/proc", pid)).doesNotExist();
        daemon.startAgain();
        assertThat(docker.run("inspect", "-f", "{{.State.Running}} {{.State.ExitCode}}", "goes")
                        .text())
                .isEqualTo("false 7");
    }

    @Test
    void manySignalsAtOnceDoNoHarm() {
        for (int i = 0; i < 50; i++) {
            hangUp();
        }
        reload();
        assertThat(info()).contains("\"Labels\":[\"town=hull\"]");
    }

    /** Clients stream until then; a time of whole seconds would leave out what has just happened. */
    private static String soon() {
        return Long.toString(Instant.now().plusSeconds(2).getEpochSecond());
    }

    private String info() {
        return daemon.client().get("/info").body();
    }

    /** What does not change by itself. */
    private static String settled(String info) {
        return info.replaceAll("\"(SystemTime|NFd|NGoroutines|MemTotal|NEventsListener)\":[^,]*,", "");
    }

    /** Lets the daemon read the file, and returns what it says then. */
    private String reload() {
        told = daemon.log().length();
        hangUp();
        Await.until("the end of the reload", SOON, () -> isOver(since()), daemon::tail);
        return since();
    }

    private static boolean isOver(String log) {
        int heard = log.indexOf(HEARD);
        return heard >= 0
                && (log.indexOf("the configuration has been read", heard) > 0
                        || log.indexOf("the configuration stays as it is", heard) > 0)
                && log.endsWith("\n");
    }

    private String since() {
        return daemon.log().substring(told);
    }

    private void hangUp() {
        Commands.run(List.of("kill", "-HUP", Long.toString(daemon.pid()))).text();
    }

    private void write(String json) {
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
