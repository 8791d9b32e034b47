package dev.wharf.networks.live;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** All networks. Thread-safe. */
public final class NetworkTable {
    private static final Comparator<LiveNetwork> PREDEFINED_FIRST = Comparator.comparing(NetworkTable::rank)
            .thenComparing(LiveNetwork::name)
            .thenComparing(LiveNetwork::id);

    private final Map<String, LiveNetwork> byId = new ConcurrentHashMap<>();
    private final ReentrantLock naming = new ReentrantLock();
    private final Map<String, Integer> inMaking = new HashMap<>(); // by name; guarded by naming

    /** A network is there. */
    public void add(LiveNetwork network) {
        byId.put(network.id(), network);
    }

    /** A network is not there any more. */
    public void remove(LiveNetwork network) {
        byId.remove(network.id());
    }

    /** All, the predefined ones first, then by name. */
    public List<LiveNetwork> all() {
        return byId.values().stream().sorted(PREDEFINED_FIRST).toList();
    }

    /** Those of a driver. */
    public List<LiveNetwork> of(String driver) {
        return byId.values().stream()
                .filter(network -> network.driver().equals(driver))
                .toList();
    }

    /** The network of an id. */
    public Optional<LiveNetwork> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The networks of a name. */
    public List<LiveNetwork> byName(String name) {
        return byId.values().stream()
                .filter(network -> network.name().equals(name))
                .toList();
    }

    /**
     * Finds a network by id, name or the beginning of an id, in this order.
     *
     * @throws NotFound when there is none
     * @throws InvalidArgument when there are several
     */
    public LiveNetwork require(String reference) {
        return byId(reference)
                .or(() -> only(byName(reference), reference, "name"))
                .or(() -> only(byPrefix(reference), reference, "ID prefix"))
                .orElseThrow(() -> new NotFound("network " + reference + " not found"));
    }

    private List<LiveNetwork> byPrefix(String prefix) {
        return prefix.isEmpty()
                ? List.of()
                : byId.values().stream()
                        .filter(network -> network.id().startsWith(prefix))
                        .toList();
    }

    private static Optional<LiveNetwork> only(List<LiveNetwork> found, String reference, String kind) {
        if (found.size() > 1) {
            throw new InvalidArgument("network " + reference + " is ambiguous (" + found.size()
                    + " matches found based on " + kind + ")");
        }
        return found.stream().findFirst();
    }

    /**
     * Begins to make a network of a name.
     *
     * @param refusesDuplicate whether nobody else may have that name
     * @return one that has it already
     * @throws Conflict when somebody else has it, or is about to
     */
    public Optional<LiveNetwork> beginMaking(String name, boolean refusesDuplicate) {
        naming.lock();
        try {
            Optional<LiveNetwork> there = byName(name).stream().findFirst();
            if (refusesDuplicate && (there.isPresent() || inMaking.containsKey(name))) {
                throw new Conflict("network with name " + name + " already exists");
            }
            inMaking.merge(name, 1, Integer::sum);
            return there;
        } finally {
            naming.unlock();
        }
    }

    /** Ends to make it; it is added already, if it came to be. */
    public void endMaking(String name) {
        naming.lock();
        try {
            inMaking.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
        } finally {
            naming.unlock();
        }
    }

    private static int rank(LiveNetwork network) {
        int place = LiveNetwork.PREDEFINED.indexOf(network.name());
        return place < 0 ? LiveNetwork.PREDEFINED.size() : place;
    }
}
