package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.exec.Task;
import org.junit.jupiter.api.Test;

/** Standard streams without a terminal. */
abstract class StreamsTopic extends ExecutionTopic {

    @Test
    void outputAndErrorsAreKeptApart() {
        Running<Task> box = rig().start(Command.shell("echo out; echo err >&2"));

        assertThat(box.result()).isEqualTo("out\n");
        assertThat(box.streams().error().text()).isEqualTo("err\n");
    }

    @Test
    void allOutputIsThereAtTheEnd() {
        Running<Task> box = rig().start(Command.shell("seq 1 5000"));

        assertThat(box.result()).endsWith("\n4999\n5000\n").hasSize(23_893);
    }

    @Test
    void moreThanThePipeHoldsWaitsForTheReader() {
        Running<Task> box = rig().start(Command.shell("seq 1 100000; echo done"));

        box.await("done\n");

        assertThat(box.result()).hasSize(588_895 + "done\n".length());
    }

    @Test
    void inputReachesTheProcess() {
        Running<Task> box = rig().start(Command.shell("read x; echo got $x; read y; echo got $y")
                .input());
        box.type("one\n");
        box.await("got one");

        box.type("two\n");

        assertThat(box.result()).isEqualTo("got one\ngot two\n");
    }

    @Test
    void inputBeforeTheStartIsKept() {
        Running<Task> box = rig().create(Command.of("head", "-n", "1").input());
        box.type("early\n");

        box.process().start();

        assertThat(box.result()).isEqualTo("early\n");
    }

    @Test
    void inputStaysOpenUntilItIsClosed() {
        Running<Task> box = rig().start(Command.shell("cat; echo end").input());
        box.type("text\n");
        assertThat(box.await("text\n")).isEqualTo("text\n");

        box.process().closeStdin();

        assertThat(box.result()).isEqualTo("text\nend\n");
    }

    @Test
    void closingTheInputTwiceIsHarmless() {
        Running<Task> box = rig().start(Command.of("cat").input());
        box.process().closeStdin();

        box.process().closeStdin();

        assertThat(box.result()).isEmpty();
    }

    @Test
    void withoutInputTheProcessReadsAnEmptyOne() {
        assertThat(rig().output(Command.shell("cat; readlink /proc/self/fd/0"))).isEqualTo("/dev/null\n");
    }

    @Test
    void streamsCanBeOpenedAgainByAnyUser() {
        assertThat(rig().output(Command.shell("echo again > /proc/self/fd/1").user("me")))
                .isEqualTo("again\n");
    }
}
