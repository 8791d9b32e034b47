package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Namespaces: new ones, the host's, and those of another task. */
abstract class WorldsTopic extends ExecutionTopic {
    private static final List<String> ALL = List.of("net", "pid", "ipc", "uts");
    private static final Command SLEEP = Command.of("sleep", "1000");
    private static final Namespace HOST = new Namespace.Host();
    private static final Namespace JOIN = new Namespace.Join(new TaskId("first"));

    private static String of(int pid, String kind) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + kind)).toString();
    }

    private static String ofHost(String kind) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/" + kind)).toString();
    }

    private Running<Task> first() {
        return rig().start(Box.of(SLEEP).id("first"));
    }

    @Test
    void newNamespacesAreNotTheHosts() throws IOException {
        int pid = rig().start(SLEEP).process().pid();

        for (String kind : ALL) {
            assertThat(of(pid, kind)).as(kind).isNotEqualTo(ofHost(kind));
        }
        assertThat(of(pid, "mnt")).isNotEqualTo(ofHost("mnt"));
    }

    @Test
    void theHostsNamespacesAreShared() throws IOException {
        int pid = rig().start(Box.of(SLEEP).network(HOST).pid(HOST).ipc(HOST).uts(HOST))
                .process()
                .pid();

        for (String kind : ALL) {
            assertThat(of(pid, kind)).as(kind).isEqualTo(ofHost(kind));
        }
        assertThat(of(pid, "mnt")).isNotEqualTo(ofHost("mnt"));
    }

    @Test
    void networkIpcAndNamesOfAnotherTaskAreShared() throws IOException {
        int first = first().process().pid();

        int second = rig().start(Box.of(SLEEP).network(JOIN).ipc(JOIN).uts(JOIN))
                .process()
                .pid();

        for (String kind : List.of("net", "ipc", "uts")) {
            assertThat(of(second, kind)).as(kind).isEqualTo(of(first, kind));
        }
        assertThat(of(second, "pid")).isNotEqualTo(of(first, "pid"));
    }

    @Test
    void processesOfAnotherTaskAreSharedOrRefused() throws IOException {
        int first = first().process().pid();
        if (!has(ExecutionFeature.JOINED_PIDS)) {
            assertFails(Kind.UNSUPPORTED, () -> rig().create(Box.of(SLEEP).pid(JOIN)));
            return;
        }

        Running<Task> second =
                rig().start(Box.of(Command.shell("ps; exec sleep 1000")).pid(JOIN));

        assertThat(of(second.process().pid(), "pid")).isEqualTo(of(first, "pid"));
        second.await("ps");
        assertThat(second.output()).contains("1 root     sleep 1000");
    }

    @Test
    void aTaskAmongTheProcessesOfAnotherEndsAlone() {
        if (!has(ExecutionFeature.JOINED_PIDS)) {
            return;
        }
        Running<Task> first = first();
        Running<Task> second = rig().start(
                        Box.of(Command.shell("sleep 1000 & echo up; read x").input())
                                .pid(JOIN));
        second.await("up");

        second.process().signal(SIGKILL);

        assertThat(second.end().code()).isEqualTo(128 + SIGKILL);
        second.process().delete();
        assertThat(rig().cgroups().of("box")).isEmpty();
        assertThat(first.process().status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void joiningAnEndedTaskIsRefused() {
        first().process().signalAll(SIGKILL);
        Running.end(driver().recover(new TaskId("first")).orElseThrow());

        assertFails(Kind.NOT_FOUND, () -> rig().create(Box.of(SLEEP).network(JOIN)));
        assertThat(rig().cgroups().of("box")).isEmpty();
        assertThat(driver().list()).containsExactly(new TaskId("first"));
    }

    @Test
    void joiningNobodyIsRefused() {
        assertFails(Kind.NOT_FOUND, () -> rig().create(Box.of(SLEEP).ipc(JOIN)));
        assertThat(driver().list()).isEmpty();
    }

    @Test
    void sharedMemoryComesWithTheIpcNamespace() {
        rig().start(Box.of(Command.shell("echo word > /dev/shm/file; exec sleep 1000"))
                .id("first"));
        Command look = Command.shell("for i in 1 2 3 4 5 6 7 8 9; do [ -s /dev/shm/file ] && break; sleep 0.1; done;"
                + " cat /dev/shm/file; echo back > /dev/shm/other");

        assertThat(rig().output(Box.of(look).ipc(JOIN))).isEqualTo("word\n");
        Running<Task> third =
                rig().start(Box.of(Command.of("cat", "/dev/shm/other")).ipc(JOIN));
        assertThat(third.result()).isEqualTo("back\n");
    }

    @Test
    void sharedMemoryIsOnesOwnOtherwise() {
        rig().start(Box.of(Command.shell("echo word > /dev/shm/file; echo done; exec sleep 1000"))
                        .id("first"))
                .await("done");

        assertThat(rig().output(Command.of("ls", "/dev/shm"))).isEmpty();
        assertThat(Path.of("/dev/shm/file")).doesNotExist();
    }

    @Test
    void theFirstProcessOfANewPidNamespaceIsNumberOne() {
        assertThat(rig().output(Command.shell("echo $$"))).isEqualTo("1\n");
    }

    @Test
    void namesAreSet() {
        String output = rig().output(Box.of(Command.shell("hostname; cat /proc/sys/kernel/domainname"))
                .names("name", "domain.example"));

        assertThat(output).isEqualTo("name\ndomain.example\n");
    }

    @Test
    void aNewNetworkHasNothingButALoopback() {
        assertThat(rig().output(Command.shell("sed -n '3,$p' /proc/net/dev | cut -d: -f1 | tr -d ' '")))
                .isEqualTo("lo\n");
    }

    @Test
    void aNetworkIsThereBeforeTheStart() throws IOException {
        Running<Task> box = rig().create(SLEEP);
        String before = of(box.process().pid(), "net");

        box.process().start();

        assertThat(before).isNotEqualTo(ofHost("net"));
        assertThat(of(box.process().pid(), "net")).isEqualTo(before);
    }

    @Test
    void sysctlsAreSet() {
        assertThat(rig().output(Box.of(Command.of("cat", "/proc/sys/net/ipv4/ip_forward"))
                        .sysctl("net.ipv4.ip_forward", "1")))
                .isEqualTo("1\n");
    }

    @Test
    void anUnknownSysctlIsRefused() {
        assertFails(Kind.INVALID_ARGUMENT, () -> rig().create(Box.of(SLEEP).sysctl("kernel.nosuch", "1")));
        assertThat(driver().list()).isEmpty();
        assertThat(rig().cgroups().of("box")).isEmpty();
    }
}
