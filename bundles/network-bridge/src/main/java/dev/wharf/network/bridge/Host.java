package dev.wharf.network.bridge;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Kernel;
import dev.wharf.network.bridge.firewall.Firewall;
import dev.wharf.network.bridge.firewall.NftFirewall;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The network namespace that the bridges are in.
 *
 * @param kernel the way to it
 * @param namespace empty for that of this process; another one in tests
 * @param sysctls its settings
 */
record Host(Kernel kernel, Optional<Path> namespace, Sysctls sysctls) {
    Host {
        requireNonNull(kernel, "kernel");
        requireNonNull(namespace, "namespace");
        requireNonNull(sysctls, "sysctls");
    }

    /** The host that this process is on. */
    static Host own(Kernel kernel) {
        return new Host(kernel, Optional.empty(), new ProcSysctls());
    }

    /** Its packet filter. */
    Firewall firewall(String tag) {
        return namespace.map(path -> NftFirewall.of(kernel, path, tag)).orElseGet(() -> NftFirewall.of(kernel, tag));
    }

    Links links() {
        return namespace.map(path -> RouteLinks.open(kernel, path)).orElseGet(() -> RouteLinks.open(kernel));
    }
}
