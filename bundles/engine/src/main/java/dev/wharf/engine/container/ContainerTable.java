package dev.wharf.engine.container;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.name.ContainerNames;
import dev.wharf.engine.name.Ids;
import dev.wharf.engine.settings.CurrentSettings;
import dev.wharf.store.Store;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All containers, in memory and in the store. Thread-safe. */
@Component(service = ContainerTable.class)
public final class ContainerTable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerTable.class);

    /** How long an engine that ends waits for what is being done with containers. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReadWriteLock adding = new ReentrantReadWriteLock();
    private boolean closed; // guarded by adding
    private final Supplier<DaemonSettings> settings;
    private final ContainerStore store;
    private final ConcurrentNavigableMap<String, LiveContainer> byId = new ConcurrentSkipListMap<>();
    private final Map<String, String> idsByName = new ConcurrentHashMap<>();

    /** The few that have links, by their ids: each inspection asks for the names that links give. */
    private final ConcurrentNavigableMap<String, LiveContainer> linking = new ConcurrentSkipListMap<>();

    private final Set<String> unreadable;
    private final Set<String> inTheMaking = ConcurrentHashMap.newKeySet();

    /** Loads all containers. */
    @Activate
    public ContainerTable(@Reference Store store, @Reference CurrentSettings settings) {
        this(store, settings::now);
    }

    ContainerTable(Store store, Supplier<DaemonSettings> settings) {
        this.settings = settings;
        this.store = new ContainerStore(store);
        this.store.load().forEach(this::enter);
        unreadable =
                this.store.ids().stream().filter(id -> !byId.containsKey(id)).collect(Collectors.toUnmodifiableSet());
    }

    /** What holds now of what the daemon was told. */
    public DaemonSettings settings() {
        return settings.get();
    }

    /** The containers, in the order of their ids. */
    public Collection<LiveContainer> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** The containers that have links, in the order of their ids. */
    Collection<LiveContainer> linking() {
        return Collections.unmodifiableCollection(linking.values());
    }

    /**
     * Finds a container by its full id, its name, that of a link to it, or a unique prefix of its id, in this order.
     *
     * @throws EngineException NotFound; InvalidArgument when several match
     */
    public LiveContainer get(String reference) {
        String name = ContainerNames.bare(reference);
        return byId(reference)
                .or(() -> Optional.ofNullable(idsByName.get(name)).flatMap(this::byId))
                .or(() -> byLink(name))
                .or(() -> byPrefix(reference))
                .orElseThrow(() ->
                        new EngineException.NotFound("no such id: " + (reference.isEmpty() ? "\"\"" : reference)));
    }

    /** Finds a container by its full id. */
    public Optional<LiveContainer> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether an id belongs to a container that is there, in the making, or whose record cannot be read. */
    public boolean isKnown(String id) {
        return byId.containsKey(id) || inTheMaking.contains(id) || unreadable.contains(id);
    }

    /** Announces a container, so that no sweep takes what is made for it. */
    void announce(String id) {
        inTheMaking.add(id);
    }

    /** Takes back an announcement. */
    void forget(String id) {
        inTheMaking.remove(id);
    }

    /** Takes a name for a container unless another one has it. */
    boolean reserve(String name, String id) {
        return idsByName.putIfAbsent(name, id) == null;
    }

    /** The container that has a name. */
    Optional<String> holder(String name) {
        return Optional.ofNullable(idsByName.get(name));
    }

    /** Gives a name back. */
    void release(String name, String id) {
        idsByName.remove(name, id);
    }

    /** Adds a container whose name is reserved; it is there, durably, when the call returns. */
    LiveContainer add(ContainerRecord record) {
        LiveContainer container = new LiveContainer(record, RunRecord.created());
        adding.readLock().lock();
        try {
            if (closed) {
                throw EngineException.Unavailable.ended();
            }
            store.create(record, container.run());
            put(container);
        } finally {
            adding.readLock().unlock();
        }
        return container;
    }

    /**
     * Makes no step with any container any more; returns when those that are being made have ended, or took too long. They
     * run on, and the next engine finds them in the store.
     */
    @Deactivate
    public void close() {
        adding.writeLock().lock();
        try {
            closed = true;
        } finally {
            adding.writeLock().unlock();
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        byId.values().forEach(container -> container.retire(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    }

    /** Changes what a container was made as, under its lock. */
    void update(LiveContainer container, ContainerRecord record) {
        store.update(record);
        container.become(record);
        noteLinks(container);
    }

    /** Makes a step of a container's life, under its lock. */
    void update(LiveContainer container, RunRecord run) {
        store.update(container.id(), run);
        container.become(run);
    }

    /**
     * Stores a step that is about to be made, under its container's lock. Who loads the container after a kill of the daemon has
     * to find out whether it was; {@link #retract} takes it back.
     */
    void foretell(LiveContainer container, RunRecord run) {
        store.update(container.id(), run.insteadOf(container.run()));
    }

    /** Stores a container as it is, under its lock: what was foretold does not come. */
    void retract(LiveContainer container) {
        store.update(container.id(), container.run());
    }

    /**
     * Makes a step that has happened already, under its container's lock: in memory in any case.
     *
     * @return whether it could be stored, too
     */
    boolean follow(LiveContainer container, RunRecord run) {
        container.become(run);
        try {
            store.update(container.id(), run);
            return true;
        } catch (EngineException e) {
            LOG.error("a step of a container is not stored: {}", e.getMessage());
            return false;
        }
    }

    /** Removes a container and its name, under its lock. */
    void remove(LiveContainer container) {
        store.remove(container.id());
        container.markGone();
        byId.remove(container.id());
        linking.remove(container.id());
        release(container.record().name(), container.id());
    }

    private void enter(LiveContainer container) {
        put(container);
        idsByName.put(container.record().name(), container.id());
    }

    private void put(LiveContainer container) {
        byId.put(container.id(), container);
        noteLinks(container);
    }

    private void noteLinks(LiveContainer container) {
        if (container.record().hostConfig().network().links().isEmpty()) {
            linking.remove(container.id());
        } else {
            linking.put(container.id(), container);
        }
    }

    private Optional<LiveContainer> byLink(String name) {
        int slash = name.indexOf('/');
        if (slash <= 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(idsByName.get(name.substring(0, slash)))
                .flatMap(this::byId)
                .flatMap(parent -> new Links(this)
                        .of(parent.record()).stream()
                                .filter(link -> link.alias().equals(name.substring(slash + 1)))
                                .findFirst())
                .map(Links.Link::source);
    }

    private Optional<LiveContainer> byPrefix(String prefix) {
        if (prefix.isEmpty() || prefix.length() >= Ids.LENGTH) {
            return Optional.empty();
        }
        Stream<LiveContainer> candidates = byId.tailMap(prefix).values().stream()
                .takeWhile(container -> container.id().startsWith(prefix))
                .limit(2);
        List<LiveContainer> matches = candidates.toList();
        if (matches.size() > 1) {
            throw new EngineException.InvalidArgument("multiple IDs found with provided prefix: " + prefix);
        }
        return matches.stream().findFirst();
    }
}
