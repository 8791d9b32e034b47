package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TerminalSize;
import org.junit.jupiter.api.Test;

/** Terminals. */
abstract class TerminalsTopic extends ExecutionTopic {

    @Test
    void theStandardStreamsAreATerminal() {
        Running<Task> box = rig().start(Command.shell("tty; [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo all; echo err >&2")
                .terminal());

        assertThat(box.result()).contains("/dev/pts/0\r\n").contains("all\r\n").contains("err\r\n");
    }

    @Test
    void itIsTheConsole() {
        Running<Task> box = rig().start(Command.shell("[ -c /dev/console ] && echo well > /dev/console")
                .terminal());

        assertThat(box.result()).contains("well\r\n");
    }

    @Test
    void whatIsTypedReachesTheProcess() {
        Running<Task> box = rig().start(Command.shell("read x; echo got $x").terminal());

        box.type("word\n");

        assertThat(box.result()).contains("got word\r\n");
    }

    @Test
    void itIsTheControllingTerminal() {
        Running<Task> box = rig().start(
                        Command.shell("trap 'echo interrupted; exit 7' INT; echo ready; while :; do sleep 0.05; done")
                                .terminal());
        box.await("ready");

        box.type("\003");

        assertThat(box.end().code()).isEqualTo(7);
        assertThat(box.output()).contains("interrupted");
    }

    @Test
    void aSizeBeforeTheStartIsKept() {
        Running<Task> box = rig().create(Command.shell("read x; stty size").terminal());
        box.process().resize(new TerminalSize(33, 99));

        box.process().start();
        box.type("\n");

        assertThat(box.result()).contains("33 99\r\n");
    }

    @Test
    void aNewSizeIsToldToTheProcess() {
        Running<Task> box = rig().start(
                        Command.shell("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.05; done")
                                .terminal());
        box.await("ready");

        box.process().resize(new TerminalSize(44, 111));

        assertThat(box.result()).contains("44 111\r\n");
    }

    @Test
    void aSizeWithoutATerminalIsRefused() {
        Running<Task> box = rig().start(Command.of("sleep", "1000"));

        assertFails(Kind.FAILED_PRECONDITION, () -> box.process().resize(new TerminalSize(1, 1)));
    }

    @Test
    void aSizeAfterTheEndIsRefused() {
        Running<Task> box = rig().start(Command.of("true").terminal());
        box.end();

        assertFails(Kind.NOT_FOUND, () -> box.process().resize(new TerminalSize(1, 1)));
    }

    @Test
    void itBelongsToTheUser() {
        Running<Task> box =
                rig().start(Command.shell("stat -c %u $(tty)").user("me").terminal());

        assertThat(box.result()).contains("7\r\n");
    }

    @Test
    void allOutputIsThereAtTheEnd() {
        Running<Task> box = rig().start(Command.shell("seq 1 5000").terminal());

        assertThat(box.result()).endsWith("\r\n4999\r\n5000\r\n");
    }
}
