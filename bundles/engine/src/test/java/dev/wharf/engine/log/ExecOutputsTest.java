package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.spi.exec.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
@Timeout(60)
class ExecOutputsTest {
    private static final String EXEC = "00ec".repeat(16);
    private static final AttachOptions LIVE = new AttachOptions(false, true, false, true, true);

    private final OutputsFixture fixture;
    private final OutputSpec spec;
    private final CollectingSink sink = new CollectingSink();

    ExecOutputsTest(@TempDir Path root) {
        this.fixture = new OutputsFixture(root);
        this.spec = OutputSpec.ofExec(EXEC, fixture.spec.target().folder(), false, false);
    }

    @AfterEach
    void close() {
        fixture.outputs.remove(EXEC);
        fixture.close();
    }

    @Test
    void theFirstByteIsHeardAndTheLastOneTooAfterTheExecIsForgotten() throws IOException {
        Attachment attachment = fixture.outputs.attach(spec, LIVE);
        Stdio stdio = fixture.outputs.open(spec, () -> true);
        OutputsFixture.write(stdio.stdout(), "out\n");
        OutputsFixture.write(stdio.stderr().orElseThrow(), "err");
        fixture.outputs.finish(EXEC);
        fixture.outputs.remove(EXEC);

        attachment.copyTo(sink);

        assertThat(sink.stdout()).isEqualTo("out\n");
        assertThat(sink.stderr()).isEqualTo("err");
        assertThat(spec.target().folder()).isEmptyDirectory();
    }

    @Test
    void outputOfADetachedExecIsThrownAway() throws IOException {
        Stdio stdio = fixture.outputs.open(spec, () -> true);
        OutputsFixture.write(stdio.stdout(), "x".repeat(4 << 20));
        fixture.outputs.finish(EXEC);

        assertThat(spec.target().folder()).isEmptyDirectory();
    }

    @Test
    void aClientOfAnExecThatCannotBeStartedIsSentAway() throws IOException {
        Attachment attachment = fixture.outputs.attach(spec, LIVE);
        fixture.outputs.open(spec, () -> true);
        fixture.outputs.finish(EXEC);
        fixture.outputs.remove(EXEC);

        attachment.copyTo(sink);

        assertThat(sink.stdout()).isEmpty();
    }

    @Test
    void afterARestartOfTheDaemonTheExecGoesOnUnheardAndLeavesNothing() throws IOException {
        Attachment attachment = fixture.outputs.attach(spec, LIVE);
        Stdio stdio = fixture.outputs.open(spec, () -> true);
        try (Fd monitor =
                fixture.kernel.files().open(stdio.stdout().toString(), Flags.O_RDONLY | Flags.O_NONBLOCK, 0)) {
            assertThat(monitor.number()).isPositive();
            OutputsFixture.write(stdio.stdout(), "heard by nobody\n");
            fixture.restartDaemon();
            attachment.close();

            fixture.outputs.recover(spec, () -> true);
            OutputsFixture.write(stdio.stdout(), "x".repeat(4 << 20));
            fixture.outputs.finish(EXEC);
        }

        assertThat(spec.target().folder()).isEmptyDirectory();
        assertThat(Files.exists(stdio.stdout())).isFalse();
    }

    @Test
    void anExecAndItsContainerAreCarriedSideBySide() throws IOException {
        Attachment attachment = fixture.outputs.attach(spec, LIVE);
        Stdio stdio = fixture.outputs.open(spec, () -> true);
        OutputsFixture.write(stdio.stdout(), "of the exec\n");

        OutputsFixture.write(fixture.start().stdout(), "of the container\n");
        fixture.end();
        fixture.outputs.finish(EXEC);
        attachment.copyTo(sink);

        assertThat(sink.stdout()).isEqualTo("of the exec\n");
        assertThat(fixture.log()).containsExactly("1of the container");
    }
}
