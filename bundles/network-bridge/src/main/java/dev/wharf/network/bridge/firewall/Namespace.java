package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.network.filter.Connections;
import dev.wharf.linux.network.filter.FilterChanges;
import dev.wharf.linux.network.filter.FilterSocket;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The network namespace that a firewall is for.
 *
 * @param kernel the way to it
 * @param path empty for that of this process
 */
record Namespace(Kernel kernel, Optional<Path> path) {

    FilterSocket filter() {
        return path.map(each -> FilterSocket.open(kernel, each)).orElseGet(() -> FilterSocket.open(kernel));
    }

    Connections connections() {
        return path.map(each -> Connections.open(kernel, each)).orElseGet(() -> Connections.open(kernel));
    }

    FilterChanges changes() {
        return path.map(each -> FilterChanges.open(kernel, each)).orElseGet(() -> FilterChanges.open(kernel));
    }
}
