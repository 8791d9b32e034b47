package dev.wharf.dns.server;

import java.nio.file.Path;

/** Lets the kernel lead what is sent to the name server to other ports of its address. */
@FunctionalInterface
interface Translation {

    /**
     * Leads to these ports from now on, and no longer where an earlier daemon did.
     *
     * @throws dev.wharf.linux.LinuxException when the kernel cannot
     */
    void lead(Path namespace, int datagramPort, int streamPort);
}
