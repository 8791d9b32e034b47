package dev.wharf.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** What a container's networks know of names. Asked by many threads at once; does not block. */
@ConsumerType
public interface Names {

    /**
     * The addresses of a name, IPv4 and IPv6.
     *
     * @param name without the final dot, in lower case
     * @return empty for a name that is not of these networks; an empty list never
     */
    Optional<List<InetAddress>> addresses(String name);

    /** The name of an address of these networks. */
    Optional<String> name(InetAddress address);
}
