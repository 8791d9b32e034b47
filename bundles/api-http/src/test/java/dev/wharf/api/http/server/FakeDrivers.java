package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverDescription.State;
import dev.wharf.engine.api.driver.DriverHealth;
import dev.wharf.engine.api.driver.DriverHealth.LastError;
import dev.wharf.engine.api.driver.DriverHealth.SlowCall;
import dev.wharf.engine.api.driver.DriverService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The graph drivers {@code overlay}, which has been used, and {@code vfs}, and one that does not serve. */
final class FakeDrivers implements DriverService {
    private static final DriverHealth USED = new DriverHealth(
            7,
            1,
            1,
            Optional.of(new LastError("prepare", "no space", Instant.parse("2015-11-03T10:00:00Z"))),
            Optional.of(new SlowCall("commit", Duration.ofMillis(1234))));

    private volatile String byDefault = "overlay";

    @Override
    public List<DriverDescription> list() {
        return List.of(
                graph("overlay", State.ACTIVE, ""),
                graph("vfs", State.ACTIVE, ""),
                graph("aufs", State.UNSUPPORTED, "no aufs"));
    }

    @Override
    public void makeDefault(String kind, String name) {
        if (!kind.equals("graph")) {
            throw new InvalidArgument("unknown kind of driver: " + kind);
        }
        if (!name.equals("overlay") && !name.equals("vfs")) {
            throw new NotFound("no graph driver " + name + " serves");
        }
        byDefault = name;
    }

    private DriverDescription graph(String name, State state, String reason) {
        DriverHealth health = name.equals("overlay") ? USED : DriverHealth.NEW;
        return new DriverDescription("graph", name, "0.1.0", state, name.equals(byDefault), reason, health);
    }
}
