package dev.wharf.drivers.registry;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where drivers keep things.
 *
 * @param data what must survive a restart of the host
 * @param exec what need not
 * @param deploy where bundles are dropped; only told to users
 */
record Roots(Path data, Path exec, Path deploy) {
    Roots {
        requireNonNull(data, "data");
        requireNonNull(exec, "exec");
        requireNonNull(deploy, "deploy");
    }

    /**
     * The state folder of a driver: {@code <data>/KIND/NAME}. Local volumes lie where Docker's local driver has them, {@code
     * <data>/volumes}, so that they are found by those who know that path.
     */
    Path state(String kind, String name) {
        return kind.equals("volume") && name.equals("local")
                ? data.resolve("volumes")
                : data.resolve(kind).resolve(name);
    }

    /** The run folder of a driver. */
    Path run(String kind, String name) {
        return exec.resolve(kind).resolve(name);
    }
}
