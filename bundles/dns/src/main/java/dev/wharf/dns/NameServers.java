package dev.wharf.dns;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Serves names inside of network namespaces, at 127.0.0.11, port 53, UDP and TCP. An OSGi service. Thread-safe. */
@ProviderType
public interface NameServers {

    /**
     * Begins to serve in a namespace. What listens there on port 53 of other addresses, or of all, is not disturbed.
     *
     * @param namespace a file that setns(2) takes; needed during the call alone
     * @param names answers what is known
     * @param upstream asked, in this order, for what is not; from the daemon's own namespace. Empty: such names are not found
     * @return ends the service
     * @throws dev.wharf.linux.LinuxException when the namespace is gone, or the kernel refuses
     */
    NameService serve(Path namespace, Names names, List<InetSocketAddress> upstream);
}
