package dev.wharf.network.bridge;

import dev.wharf.network.bridge.firewall.Addresses;
import dev.wharf.network.bridge.firewall.Firewall;
import dev.wharf.network.bridge.firewall.Passage;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.PublishedPort;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;

/**
 * The packet filter, or what is left without it: a kernel that has none connects containers all the same. That it has none is
 * said in the log when the first network is made; from then on only what somebody asked for in so many words fails.
 */
final class Rules implements AutoCloseable {
    private static final String MISSING =
            "{}: ports cannot be published, containers go out with their own addresses, and networks are not kept apart";

    private final Firewall firewall;
    private final Logger log;
    private volatile String absence = ""; // written when networks are made

    Rules(Firewall firewall, Logger log) {
        this.firewall = firewall;
        this.log = log;
    }

    /** Why there is no packet filter; empty while it is not known to be absent. */
    String absence() {
        return absence;
    }

    /** What the user should know. */
    List<String> warnings() {
        return isThere() ? firewall.warnings() : List.of(MISSING.replace("{}", absence));
    }

    private boolean isThere() {
        return absence.isEmpty();
    }

    /** Sets what holds for a network. Returns whether it holds now. */
    boolean network(BridgeNetwork network) {
        try {
            firewall.network(network.rules());
            absence = "";
            return true;
        } catch (DriverException e) {
            if (e.kind() != Kind.UNSUPPORTED) {
                throw e;
            }
            miss(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void miss(String reason) {
        boolean isNews = absence.isEmpty();
        absence = reason;
        if (isNews) {
            log.warn(MISSING, reason);
        }
    }

    void removeNetwork(BridgeNetwork network) {
        ifThere(() -> firewall.removeNetwork(network.rules()));
    }

    void retain(BridgeNetwork network, Collection<Addresses> containers) {
        ifThere(() -> firewall.retain(network.rules(), containers));
    }

    void remove(Addresses container) {
        ifThere(() -> firewall.remove(container));
    }

    private void ifThere(Runnable call) {
        if (isThere()) {
            call.run();
        }
    }

    /** Throws UNSUPPORTED where there is no packet filter, and a port was asked for. */
    void publish(Addresses container, Collection<PublishedPort> ports) {
        require("publish a port", !ports.isEmpty());
        ifThere(() -> firewall.publish(container, ports));
    }

    /** Throws UNSUPPORTED where there is no packet filter, and a passage was asked for. */
    void open(Addresses source, Collection<Passage> passages) {
        require("open a port to a container", !passages.isEmpty());
        ifThere(() -> firewall.open(source, passages));
    }

    private void require(String what, boolean isAsked) {
        if (isAsked && !isThere()) {
            throw new DriverException(Kind.UNSUPPORTED, "cannot " + what + ": " + absence);
        }
    }

    /** Takes all rules away. */
    void clear() {
        ifThere(firewall::clear);
    }

    void warn(String what, RuntimeException cause) {
        log.warn("{}: {}", what, cause.getMessage());
    }

    @Override
    public void close() {
        firewall.close();
    }
}
