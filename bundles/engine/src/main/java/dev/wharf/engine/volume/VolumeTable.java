package dev.wharf.engine.volume;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.volume.Volume;
import dev.wharf.engine.api.volume.VolumeRequest;
import dev.wharf.engine.name.Ids;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import dev.wharf.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * All volumes: made, claimed by containers, mounted for them, removed when nobody has them. A volume is made by its driver
 * first and recorded then; what a crash leaves between the two is found at the driver. Thread-safe.
 */
@Component(service = VolumeTable.class)
public final class VolumeTable {
    private final VolumeStore store;
    private final DriverRegistry drivers;
    private final VolumeUsers users;
    private final VolumeEvents events;
    private final Clock clock;
    private final VolumeSearch search;
    private final VolumeMounts mounts;
    private final VolumeFill fill;
    private final Ids ids = new Ids();
    private final NameLocks locks = new NameLocks();

    /** The volumes that containers in the making have, by container. */
    private final Map<String, Set<String>> claims = new ConcurrentHashMap<>();

    /** The volumes of a store and of drivers. */
    @Activate
    public VolumeTable(
            @Reference Store store,
            @Reference DriverRegistry drivers,
            @Reference VolumeUsers users,
            @Reference EventService events) {
        this(store, drivers, users, events, Clock.systemUTC());
    }

    /** As the other one, with a clock of one's own. */
    public VolumeTable(Store store, DriverRegistry drivers, VolumeUsers users, EventService events, Clock clock) {
        this.store = new VolumeStore(store);
        this.drivers = drivers;
        this.users = users;
        this.events = new VolumeEvents(events, clock);
        this.clock = clock;
        search = new VolumeSearch(this.store, drivers);
        mounts = new VolumeMounts(drivers, locks, this.events);
        fill = new VolumeFill(this.store, mounts);
    }

    /** A name for an anonymous volume, of 64 hex digits. */
    public String anonymousName() {
        return ids.next();
    }

    /** Mounts volumes. */
    public VolumeMounts mounts() {
        return mounts;
    }

    /**
     * Copies the content of an image into a volume that is empty; Docker 20.10, container/container_unix.go.
     *
     * @param source opens the folder of the image; asked for only when the volume is empty
     * @throws EngineException what stands against it; another attempt copies everything again
     */
    public void fill(String name, VolumeFill.Source source) {
        locks.with(name, () -> {
            search.find(name).ifPresent(volume -> fill.run(volume, source));
            return Boolean.TRUE;
        });
    }

    /**
     * The driver of the volume of a name, if there is one.
     *
     * @throws EngineException InvalidArgument when it is not a name
     */
    public Optional<String> driver(String name) {
        VolumeNames.checked(name);
        return search.find(name).filter(found -> !found.isLost()).map(FoundVolume::driver);
    }

    /**
     * Makes a volume, unless it is there; in any case a container has it from now on, until {@link #release}.
     *
     * @param anonymous whether the client gave no name
     * @throws EngineException as {@link dev.wharf.engine.api.volume.VolumeService#create}
     */
    public Volume claim(String container, VolumeRequest request, boolean anonymous) {
        return locks.with(request.name(), () -> {
            Volume volume = created(request, anonymous, store::update); // the container is stored after it, durably
            claims.computeIfAbsent(container, absent -> ConcurrentHashMap.newKeySet())
                    .add(volume.name());
            return volume;
        });
    }

    /** A container is there, or not to be: its claims count no more. */
    public void release(String container) {
        claims.remove(container);
    }

    Volume create(VolumeRequest request, boolean anonymous) {
        return locks.with(request.name(), () -> created(request, anonymous, store::put));
    }

    private Volume created(VolumeRequest request, boolean anonymous, Consumer<VolumeRecord> keep) {
        VolumeName name = VolumeNames.checked(request.name());
        Optional<FoundVolume> found = search.find(request.name()).filter(there -> !there.isLost());
        if (found.isPresent()) {
            refuseOther(found.get(), request.driver());
            return search.view(recorded(found.get(), keep));
        }
        String driver = chosen(request);
        drivers.volume().call(driver, volumes -> made(volumes, name, request.options()));
        VolumeRecord record = new VolumeRecord(
                request.name(), driver, clock.instant(), request.labels(), request.options(), anonymous, false);
        record(record, keep);
        events.tell(request.name(), "create", Map.of("driver", driver));
        return search.view(search.find(request.name()).orElseThrow());
    }

    /** The text is that of Docker 1.9.1, volume/store/errors.go. */
    private static void refuseOther(FoundVolume found, String driver) {
        if (!driver.isEmpty() && !driver.equals(found.driver())) {
            throw new EngineException.Conflict("A volume name " + found.name() + " already exists with the "
                    + found.driver() + " driver. Choose a different volume name.");
        }
    }

    /** One that somebody else made is remembered as soon as it is used, so that it is known while its driver is away. */
    private FoundVolume recorded(FoundVolume found, Consumer<VolumeRecord> keep) {
        if (found.record().isPresent()) {
            return found;
        }
        VolumeRecord record = new VolumeRecord(
                found.name(),
                found.driver(),
                found.info().flatMap(VolumeInfo::created).orElseGet(clock::instant),
                Map.of(),
                Map.of(),
                Ids.isFull(found.name()),
                false);
        keep.accept(record);
        return new FoundVolume(found.name(), found.driver(), Optional.of(record), found.info(), false);
    }

    private String chosen(VolumeRequest request) {
        String driver = request.driver().isEmpty() ? drivers.volume().defaultName() : request.driver();
        if (drivers.volumeProvider(driver).isEmpty()) {
            throw new EngineException.NotFound("create " + request.name() + ": error looking up volume plugin " + driver
                    + ": plugin \"" + driver + "\" not found");
        }
        return driver;
    }

    private static boolean made(VolumeDriver driver, VolumeName name, Map<String, String> options) {
        try {
            driver.create(name, options);
            return true;
        } catch (DriverException e) {
            throw new DriverException(e.kind(), "create " + name + ": " + e.getMessage(), e);
        }
    }

    private void record(VolumeRecord record, Consumer<VolumeRecord> keep) {
        boolean isKept = false;
        try {
            keep.accept(record);
            isKept = true;
        } finally {
            if (!isKept) {
                removeFrom(record.driver(), record.name());
            }
        }
    }

    private void removeFrom(String driver, String name) {
        drivers.volume().call(driver, volumes -> {
            volumes.unmount(new VolumeName(name), new VolumeUser(VolumeFill.USER)); // perhaps of a killed daemon
            volumes.remove(new VolumeName(name));
            return Boolean.TRUE;
        });
    }

    Optional<Volume> find(String name) {
        return search.find(name).filter(found -> !found.isLost()).map(search::view);
    }

    List<Volume> all() {
        return search.all().stream().map(search::view).toList();
    }

    /** Whether a container has a volume, or is going to. */
    boolean isUsed(String name) {
        return !usersOf(name).isEmpty();
    }

    private List<String> usersOf(String name) {
        Stream<String> claiming = claims.entrySet().stream()
                .filter(claim -> claim.getValue().contains(name))
                .map(Map.Entry::getKey);
        return Stream.concat(users.users(name).stream(), claiming).distinct().toList();
    }

    void remove(String name, boolean force) {
        locks.with(name, () -> {
            List<String> using = usersOf(name);
            if (!using.isEmpty()) {
                throw new EngineException.Conflict("remove " + name + ": volume is in use - " + using);
            }
            Optional<FoundVolume> found = search.find(name);
            if (!force && found.filter(there -> !there.isLost()).isEmpty()) {
                throw new EngineException.NotFound("get " + name + ": no such volume");
            }
            found.ifPresent(this::remove);
            return Boolean.TRUE;
        });
    }

    /** Removes an anonymous volume of a container that is gone, unless another one has it, or it was not made so. */
    public void removeAnonymous(String name) {
        locks.with(name, () -> {
            if (!isUsed(name)) {
                search.find(name)
                        .filter(found ->
                                found.record().map(VolumeRecord::anonymous).orElse(Ids.isFull(name)))
                        .ifPresent(this::remove);
            }
            return Boolean.TRUE;
        });
    }

    private void remove(FoundVolume found) {
        if (!found.isLost()) {
            removeFrom(found.driver(), found.name());
        }
        store.remove(found.name());
        events.tell(found.name(), "destroy", Map.of("driver", found.driver()));
    }
}
