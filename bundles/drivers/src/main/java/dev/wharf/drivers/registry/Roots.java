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
}
