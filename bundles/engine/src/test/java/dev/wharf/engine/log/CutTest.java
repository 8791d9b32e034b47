package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills the daemon at each step that it takes, and lets another one go on. */
@Tag("privileged")
@Timeout(120)
class CutTest {
    private static final String ID = OutputsFixture.ID;

    @TempDir
    Path root;

    @Test
    void aKillAtAnyStepLosesAndDoublesNothing() throws IOException {
        int steps = 0;
        while (isKilledAfter(steps, Integer.MAX_VALUE)) {
            steps++;
        }

        assertThat(steps).isEqualTo(9); // splice, state, two lines, state; splice, two lines, state
    }

    @Test
    void aKillAtAnyStepOfTheRecoveryLosesAndDoublesNothing() throws IOException {
        for (int steps = 0; steps < 9; steps++) {
            for (int again = 0; again < 6; again++) {
                assertThat(isKilledAfter(steps, again)).isTrue();
            }
        }
    }

    /** Returns whether the first daemon took more steps than that; the second one may take some, too. */
    private boolean isKilledAfter(int steps, int again) throws IOException {
        Path folder = Files.createDirectories(root.resolve(steps + "-" + again));
        LogTarget target = new LogTarget(ID, "web", "busybox", Map.of(), Map.of(), folder);
        OutputSpec spec = new OutputSpec(target, false, false, false, "memory", Map.of());
        MemoryLogDriver log = new MemoryLogDriver();
        CutKernel cut = new CutKernel(steps);
        SpooledOutputs first = daemon(cut, log, folder);
        Stdio stdio = first.open(spec, () -> true);
        try (Fd monitor =
                Linux.kernel().files().open(stdio.stdout().toString(), Flags.O_RDONLY | Flags.O_NONBLOCK, 0)) {
            assertThat(monitor.number()).isPositive();
            OutputsFixture.write(stdio.stdout(), "one\ntwo\nth");
            OutputsFixture.await(() -> cut.isKilled() || log.log(target).size() >= 2);
            OutputsFixture.write(stdio.stdout(), "ree\nfour\nfi");
            OutputsFixture.await(() -> cut.isKilled() || log.log(target).size() >= 4);
            first.stop(); // not before the state behind the last line is stored
            boolean isKilled = cut.isKilled();

            if (again < Integer.MAX_VALUE) {
                recoverAndDie(again, log, spec, folder);
            }
            SpooledOutputs last = daemon(new CutKernel(Integer.MAX_VALUE), log, folder);
            last.recover(spec, () -> true);
            OutputsFixture.write(stdio.stdout(), "ve\n");
            last.finish(ID);
            last.stop();

            assertThat(log.lines(target))
                    .as("after %d and %d steps", steps, again)
                    .containsExactly("1one", "1two", "1three", "1four", "1five");
            return isKilled;
        }
    }

    private static void recoverAndDie(int steps, MemoryLogDriver log, OutputSpec spec, Path folder) {
        CutKernel cut = new CutKernel(steps);
        SpooledOutputs daemon = daemon(cut, log, folder);
        daemon.recover(spec, () -> true);
        OutputsFixture.await(() -> cut.isKilled() || log.log(spec.target()).size() >= 4);
        daemon.stop();
    }

    private static SpooledOutputs daemon(CutKernel cut, MemoryLogDriver log, Path folder) {
        FakeDrivers drivers = new FakeDrivers();
        drivers.arrive("memory", cut.driver(log));
        return new SpooledOutputs(drivers, cut.kernel(), folder.resolve("run"), Clock.systemUTC());
    }
}
