package dev.wharf.engine.log;

import dev.wharf.linux.Linux;
import dev.wharf.spi.log.LogTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A process that carries the streams of one container until it is killed, or told by a line to finish. */
final class KilledDaemon {
    private KilledDaemon() {}

    static OutputSpec spec(Path root) {
        Path folder = root.resolve("containers").resolve(OutputsFixture.ID);
        LogTarget target = new LogTarget(OutputsFixture.ID, "web", "busybox", Map.of(), Map.of(), folder);
        return new OutputSpec(target, false, false, false, "file", Map.of());
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        OutputSpec spec = spec(root);
        FakeDrivers drivers = new FakeDrivers();
        drivers.arrive("file", new FileLogDriver());
        SpooledOutputs outputs = new SpooledOutputs(drivers, Linux.kernel(), root.resolve("run"), Clock.systemUTC());
        if (Files.exists(root.resolve("run/containers").resolve(spec.id()).resolve("stdout"))) {
            outputs.recover(spec, () -> true);
        } else {
            outputs.open(spec, () -> true);
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("ready");
        String order = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if ("finish".equals(order)) {
            outputs.finish(spec.id());
            outputs.stop();
            out.println("finished");
        }
    }
}
