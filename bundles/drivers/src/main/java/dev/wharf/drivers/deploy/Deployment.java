package dev.wharf.drivers.deploy;

import dev.wharf.engine.api.driver.DriverDescription;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bundles of the framework what the files of some folders say. Looks when something happens in the folders, and
 * from time to time.
 */
public final class Deployment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    /** How long after the start drivers may still arrive. */
    private static final Duration ARRIVAL = Duration.ofSeconds(10);
    /** How long the start of a bundle may take. */
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final BundleContext context;
    private final List<WatchedFolder> folders;
    private final Clock clock;
    private final Instant patienceEnds;
    private final Bell bell = new Bell();
    private final Promises promises;
    private final CoreBundles core;
    private final Intake intake;
    private final Exchange exchange;
    private final Editions editions;
    private final Removal removal;
    private final Faults faults;
    private final Map<Path, DeployedFile> files = new ConcurrentHashMap<>();
    private final Map<WatchedFolder, String> refused = new ConcurrentHashMap<>();
    private final Set<WatchedFolder> unreadable = new HashSet<>(); // only touched by the thread of the deployment
    private final Thread thread = new Thread(this::run, "deploy");
    private volatile boolean hasLooked;
    private volatile boolean arrived;

    /** Knows the folders; the first one of two that hold the same bundle goes first. */
    public Deployment(BundleContext context, List<WatchedFolder> folders, Providers providers, Clock clock) {
        this.context = context;
        this.folders = List.copyOf(folders);
        this.clock = clock;
        this.patienceEnds = clock.instant().plus(ARRIVAL);
        this.promises = new Promises(providers);
        this.core = new CoreBundles(context, this.folders);
        this.intake = new Intake(context, core, clock, bell::ring);
        this.exchange = new Exchange(promises, this::remove);
        this.editions = new Editions(context, core, bell::ring, this::remove);
        this.removal = new Removal(context, this::isDriver, bell::ring);
        this.faults = new Faults(context, core, promises, editions, clock);
    }

    /** Begins to look. */
    public void start() {
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, error) -> LOG.error("nothing is deployed any more", error));
        thread.start();
    }

    /** Does not look any more. The bundles stay. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /**
     * Whether each file has become a bundle, and each bundle that promises a provider has registered it, or all had the
     * time to.
     */
    public boolean allArrived() {
        if (!arrived) {
            arrived = clock.instant().isAfter(patienceEnds)
                    || (hasLooked
                            && files.values().stream()
                                    .noneMatch(file -> file.bundles().isEmpty())
                            && Arrays.stream(context.getBundles())
                                    .filter(Promises::isMadeBy)
                                    .allMatch(promises::areKeptBy));
        }
        return arrived;
    }

    /** The files that are no working bundle, each with the reason, and the editions of the daemon's own bundles. */
    public List<DriverDescription> list() {
        Stream<DriverDescription> refusals =
                refused.entrySet().stream().map(entry -> Faults.of(entry.getKey(), entry.getValue()));
        Stream<DriverDescription> broken = files.values().stream()
                .sorted(java.util.Comparator.comparing(DeployedFile::path))
                .flatMap(file -> faults.of(file).stream());
        return Stream.of(refusals, broken, editions.leaving().stream())
                .flatMap(rows -> rows)
                .toList();
    }

    private void run() {
        try (FolderEvents events = FolderEvents.ringing(bell)) {
            while (true) {
                folders.forEach(folder -> events.watch(folder.path()));
                bell.await(look().pause());
            }
        } catch (InterruptedException ignored) {
            // the daemon ends
        } catch (IllegalStateException e) {
            LOG.debug("the framework ends", e);
        }
    }

    private Pace look() {
        Pace pace = Pace.SETTLED;
        for (WatchedFolder folder : folders) {
            pace = pace.or(look(folder));
        }
        resolve();
        for (DeployedFile file : files.values()) {
            pace = pace.or(advance(file));
        }
        pace = pace.or(editions.look(files.values()));
        hasLooked = true;
        return pace.or(faults.report(list(), files.values()));
    }

    private Pace look(WatchedFolder folder) {
        Optional<String> distrust = Trust.faultOfFolder(folder.path());
        distrust.ifPresentOrElse(reason -> refused.put(folder, reason), () -> refused.remove(folder));
        Optional<Map<Path, FileIdentity>> listed = folder.jars();
        if (listed.isEmpty() && distrust.isEmpty()) { // what cannot be read, such as without descriptors, has not gone
            if (unreadable.add(folder)) {
                LOG.warn("{} cannot be read at present; its bundles stay as they are", folder.path());
            }
            return Pace.LATER;
        }
        unreadable.remove(folder);
        Map<Path, FileIdentity> jars = listed.orElse(Map.of());
        jars.forEach((jar, identity) -> see(folder, jar, identity));
        Pace pace = Pace.SETTLED;
        for (Path jar : jars.keySet()) {
            pace = pace.or(look(Optional.ofNullable(files.get(jar)), distrust));
        }
        files.values().stream()
                .filter(file -> folder.path().equals(file.path().getParent()) && !jars.containsKey(file.path()))
                .filter(file -> distrust.isEmpty() || file.bundles().isEmpty())
                .forEach(this::forget);
        return pace;
    }

    private void see(WatchedFolder folder, Path jar, FileIdentity identity) {
        files.computeIfAbsent(jar, path -> {
                    var file = new DeployedFile(path, folder.isDropped(), identity, clock.instant());
                    if (!hasLooked) {
                        intake.adopt(file);
                    }
                    return file;
                })
                .see(identity, clock.instant());
    }

    private Pace look(Optional<DeployedFile> seen, Optional<String> distrust) {
        return seen.map(file -> {
                    if (distrust.isPresent() && !file.isJudged()) {
                        file.postpone("nothing is taken from its folder: " + distrust.get());
                        return Pace.SETTLED;
                    }
                    return intake.look(file);
                })
                .orElse(Pace.SETTLED);
    }

    private void forget(DeployedFile file) {
        List<FileBundle> bundles = file.bundles();
        bundles.forEach(bundle -> LOG.info("{} is gone, and with it {}", file.path(), bundle.bundle()));
        List<FileBundle> ofEditions = bundles.stream()
                .filter(bundle -> editions.of(bundle.bundle()).isPresent())
                .toList();
        editions.leave(ofEditions);
        files.remove(file.path()); // from now on those that leave are told of
        bundles.stream().filter(bundle -> !ofEditions.contains(bundle)).forEach(this::remove);
    }

    /** Resolves what can be resolved: what something was missing for may find it in what arrived since. */
    private void resolve() {
        List<Bundle> waiting = files.values().stream()
                .flatMap(file -> file.bundles().stream())
                .map(FileBundle::bundle)
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                .toList();
        if (!waiting.isEmpty()) {
            context.getBundle(0).adapt(FrameworkWiring.class).resolveBundles(waiting);
        }
    }

    /** Starts what can be started, and exchanges what has proved to work. */
    private Pace advance(DeployedFile file) {
        Optional<FileBundle> latest = file.latest();
        if (latest.isEmpty() || editions.of(latest.get().bundle()).isPresent()) {
            return Pace.SETTLED;
        }
        FileBundle bundle = latest.get();
        bundle.limitStart(START_LIMIT);
        if (bundle.isStartable() && (core.areLaunched() || isOfRunningDaemon(bundle.bundle()))) {
            bundle.start();
        }
        return (bundle.isStarting() ? Pace.LATER : Pace.SETTLED).or(exchange.look(file));
    }

    /** Whether a bundle was made of a file here: others are started by the launcher. */
    private static boolean isOfRunningDaemon(Bundle bundle) {
        return !Standing.SHIPPED.equals(Standing.of(bundle.getLocation()));
    }

    private boolean isDriver(Bundle bundle) {
        return !core.isCore(bundle) && editions.of(bundle).isEmpty();
    }

    private void remove(FileBundle bundle) {
        bundle.uninstall(() -> removal.follow(bundle.bundle()));
    }
}
