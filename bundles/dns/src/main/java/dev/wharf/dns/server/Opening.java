package dev.wharf.dns.server;

import java.nio.file.Path;

/** Makes the sockets of a name server. */
@FunctionalInterface
interface Opening {

    /**
     * Opens sockets that get what is sent to the name server in a namespace, in place of those of an earlier daemon.
     *
     * @throws dev.wharf.linux.LinuxException when the namespace is gone, or the kernel refuses
     */
    NamespaceSockets open(Path namespace);
}
