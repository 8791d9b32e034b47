package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Users, groups, environment and folders of processes. */
abstract class IdentitiesTopic extends ExecutionTopic {

    @Test
    void rootIsTheUserUnlessAnotherIsNamed() {
        assertThat(rig().output(Command.of("id"))).isEqualTo("uid=0(root) gid=0(root) groups=0(root)\n");
    }

    @Test
    void aNamedUserHasItsGroups() {
        assertThat(rig().output(Command.of("id").user("me"))).isEqualTo("uid=7(me) gid=8(us) groups=8(us),9(others)\n");
    }

    @Test
    void aNamedGroupReplacesThoseOfTheUser() {
        assertThat(rig().output(Command.of("id").user("me:more")))
                .isEqualTo("uid=7(me) gid=10(more) groups=10(more)\n");
    }

    @Test
    void numbersNeedNotBeInTheFiles() {
        assertThat(rig().output(Command.of("id").user("1234:4321"))).isEqualTo("uid=1234 gid=4321 groups=4321\n");
    }

    @Test
    void furtherGroupsAreAdded() {
        assertThat(rig().output(Command.of("id").user("me").groups("more", "77")))
                .startsWith("uid=7(me) gid=8(us) groups=8(us)")
                .contains("10(more)")
                .contains("77");
    }

    @Test
    void usersAreThoseOfTheContainersMounts() throws IOException {
        Path passwd = rig().folder().resolve("passwd");
        Files.writeString(passwd, "guest:x:55:66::/guest:\n");

        String output = rig().output(
                        Box.of(Command.shell("id -u; id -g; echo $HOME").user("guest"))
                                .bind(passwd, "/etc/passwd", "rbind", "ro", "rprivate"));

        assertThat(output).isEqualTo("55\n66\n/guest\n");
    }

    @Test
    void theHomeIsThatOfTheUser() {
        assertThat(rig().output(Command.shell("echo $HOME").user("me"))).isEqualTo("/home/me\n");
        assertThat(rig().output(Command.shell("echo $HOME").user("1234"))).isEqualTo("/\n");
        assertThat(rig().output(Command.shell("echo $HOME").environment("PATH=/bin", "HOME=/given")))
                .isEqualTo("/given\n");
    }

    @Test
    void theEnvironmentIsTheOneThatWasGiven() {
        String output = rig().output(Command.of("env").environment("PATH=/bin", "A=b c", "EMPTY=", "B=d=e"));

        assertThat(output.lines()).containsExactlyInAnyOrder("PATH=/bin", "A=b c", "EMPTY=", "B=d=e", "HOME=/root");
    }

    @Test
    void argumentsAreKept() {
        assertThat(rig().output(Command.of("echo", "", "a b", "$HOME", "\u00fc")))
                .isEqualTo(" a b $HOME \u00fc\n");
    }

    @Test
    void theFolderIsMadeWhenItIsMissing() {
        assertThat(rig().output(Command.shell("pwd; stat -c %a .").folder("/work/deep")))
                .isEqualTo("/work/deep\n755\n");
        assertThat(rig().output(Command.of("pwd").folder("/etc"))).isEqualTo("/etc\n");
    }

    @Test
    void theUmaskIsTheUsualOne() {
        assertThat(rig().output(Command.shell("umask"))).isEqualTo("0022\n");
    }

    @Test
    void onlyTheStandardStreamsAreOpen() {
        assertThat(rig().output(Command.of("ls", "/proc/self/fd")).lines())
                .as("3 is the folder that is listed")
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void signalsHaveTheirDefaults() {
        String status = rig().output(Command.of("grep", "-E", "Sig(Blk|Ign):", "/proc/self/status"));

        assertThat(status).contains("SigBlk:\t0000000000000000").contains("SigIgn:\t0000000000000000");
    }
}
