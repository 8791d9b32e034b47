package dev.wharf.engine.testing;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Change;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.image.ContainerLayers;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Snapshots without content. Understands lines of the kind {@code ENV NAME=value} and {@code ONBUILD ...}. */
public final class FakeLayers implements ContainerLayers {
    private final DriverRegistry drivers;
    private final List<Commit> commits = new CopyOnWriteArrayList<>();
    private volatile Runnable meanwhile = () -> {};

    /** Copies between the drivers of a registry. */
    public FakeLayers(DriverRegistry drivers) {
        this.drivers = drivers;
    }

    /** The images that were made, in order. */
    public List<Commit> commits() {
        return List.copyOf(commits);
    }

    /** Does something while a snapshot is read, such as to fail. */
    public void meanwhile(Runnable work) {
        meanwhile = work;
    }

    @Override
    public List<Change> changes(Snapshot snapshot) {
        meanwhile.run();
        return List.of(new Change("/made", Change.Kind.ADDED));
    }

    @Override
    public ContainerConfig changed(ContainerConfig config, List<String> lines) {
        List<String> env = new ArrayList<>(config.env());
        List<String> onBuild = new ArrayList<>(config.onBuild());
        for (String line : lines) {
            int space = line.indexOf(' ');
            switch (line.substring(0, Math.max(space, 0))) {
                case "ENV" -> env.add(line.substring(space + 1));
                case "ONBUILD" -> onBuild.add(line.substring(space + 1));
                default -> throw new EngineException.InvalidArgument("unknown instruction: " + line);
            }
        }
        return config.toBuilder().env(env).onBuild(onBuild).build();
    }

    @Override
    public String commit(Snapshot snapshot, Commit commit) {
        meanwhile.run();
        commits.add(commit);
        return "sha256:" + "c".repeat(64);
    }

    @Override
    public void carry(Snapshot snapshot, String graphDriver) {
        drivers.graph()
                .call(
                        graphDriver,
                        driver -> driver.prepare(new SnapshotKey(snapshot.key()), Optional.of(new LayerId("layer"))));
        meanwhile.run();
    }
}
