package dev.wharf.dns.server;

import java.nio.file.Path;
import java.util.Optional;

/** Lets the kernel lead what is sent to the name server to other ports of its address. */
@FunctionalInterface
interface Translation {

    /**
     * Looks at a namespace.
     *
     * @throws dev.wharf.linux.LinuxException when the namespace is gone, or the kernel cannot
     */
    Rules of(Path namespace);

    /** What leads in one namespace. */
    interface Rules extends AutoCloseable {

        /** Where an earlier daemon led; empty when there was none. */
        Optional<Ports> earlier();

        /**
         * Leads to these ports from now on, and no longer where an earlier daemon did.
         *
         * @throws dev.wharf.linux.LinuxException when the kernel cannot
         */
        void lead(Ports ports);

        /** Lets go; what leads stays. */
        @Override
        void close();
    }
}
