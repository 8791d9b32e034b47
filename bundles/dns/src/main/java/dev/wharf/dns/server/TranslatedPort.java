package dev.wharf.dns.server;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.NetworkCalls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sockets on ports that the kernel chooses, and lets it translate port 53 to them: so the container itself can bind that
 * port. Where the kernel cannot translate addresses, port 53 is bound.
 */
final class TranslatedPort implements Opening {
    /** Of the name server in each container; resolverIPSandbox of Docker 20.10, libnetwork/sandbox_dns_unix.go. */
    static final InetAddress ADDRESS = address();

    private static final Logger LOG = LoggerFactory.getLogger(TranslatedPort.class);
    private static final int PORT = 53;
    private static final Ports DIRECT = new Ports(PORT, PORT);

    private final NetworkCalls calls;
    private final Translation translation;

    TranslatedPort(Kernel kernel) {
        this(kernel.networking(), new AddressTranslation(kernel, ADDRESS, PORT));
    }

    TranslatedPort(NetworkCalls calls, Translation translation) {
        this.calls = calls;
        this.translation = translation;
    }

    private static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 11});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    @Override
    public NamespaceSockets open(Path namespace) {
        try (Translation.Rules rules = translation.of(namespace)) {
            Optional<NamespaceSockets> again = rules.earlier().flatMap(ports -> openAgain(namespace, ports));
            return again.isPresent() ? again.get() : openAnew(namespace, rules);
        } catch (LinuxException e) {
            LOG.debug("no address translation in {}: port 53 is bound there", namespace, e);
            return NamespaceSockets.open(calls, namespace, ADDRESS, DIRECT);
        }
    }

    /**
     * Where an earlier daemon led. That spares a change of the rules, which takes long, and clients whose connections are tracked
     * to those ports find the new daemon there.
     */
    private Optional<NamespaceSockets> openAgain(Path namespace, Ports ports) {
        try {
            return Optional.of(NamespaceSockets.open(calls, namespace, ADDRESS, ports));
        } catch (LinuxException e) {
            LOG.debug("ports {} of {} are taken", ports, namespace, e);
            return Optional.empty();
        }
    }

    private NamespaceSockets openAnew(Path namespace, Translation.Rules rules) {
        NamespaceSockets sockets = NamespaceSockets.open(calls, namespace, ADDRESS, Ports.ANY);
        try {
            rules.lead(sockets.ports(calls));
            return sockets;
        } catch (LinuxException e) {
            sockets.close();
            throw e;
        }
    }
}
