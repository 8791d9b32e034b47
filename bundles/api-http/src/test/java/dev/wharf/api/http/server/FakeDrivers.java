package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverDescription.State;
import dev.wharf.engine.api.driver.DriverService;
import java.util.List;

/** The graph drivers {@code overlay} and {@code vfs}, and one that does not serve. */
final class FakeDrivers implements DriverService {
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
        return new DriverDescription("graph", name, "0.1.0", state, name.equals(byDefault), reason);
    }
}
