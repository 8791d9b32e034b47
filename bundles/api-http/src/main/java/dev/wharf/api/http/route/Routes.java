package dev.wharf.api.http.route;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** All routes. */
final class Routes {
    /** What they need for their buffers is about half of what the daemon may have. */
    private static final int TRANSFERS = 256;

    private Routes() {}

    /** The routes that the services of an engine stand behind. */
    static List<Route> all(EngineServices engine) {
        Transfers transfers = new Transfers(TRANSFERS);
        return Stream.of(
                        new ContainerRoutes(engine, Clock.systemUTC()).routes(),
                        new LifecycleRoutes(engine).routes(),
                        new StreamRoutes(engine).routes(),
                        new MonitorRoutes(engine).routes(),
                        new ExecRoutes(engine).routes(),
                        new VolumeRoutes(engine).routes(),
                        new NetworkRoutes(engine).routes(),
                        new ImageRoutes(engine, transfers).routes(),
                        new ImageUploadRoutes(engine, transfers).routes(),
                        new FileRoutes(engine, transfers).routes(),
                        new ChangeRoutes(engine).routes(),
                        new SystemRoutes(engine).routes(),
                        new WharfRoutes(engine).routes(),
                        new EventRoutes(engine).routes(),
                        UnbuiltRoutes.routes())
                .flatMap(List::stream)
                .toList();
    }
}
