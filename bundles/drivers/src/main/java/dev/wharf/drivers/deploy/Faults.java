package dev.wharf.drivers.deploy;

import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverDescription.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out why files are no working bundles. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    /** How long a file may take to become a bundle. */
    private static final Duration PICK_UP = Duration.ofSeconds(2);

    private static final String SERVES_ON = "; its former content serves on";

    private final BundleContext context;
    private final Promises promises;
    private final CoreBundles core;
    private final Editions editions;
    private final Clock clock;
    private final Set<DriverDescription> reported = new HashSet<>(); // only touched by the thread of the deployment

    Faults(BundleContext context, CoreBundles core, Promises promises, Editions editions, Clock clock) {
        this.context = context;
        this.core = core;
        this.promises = promises;
        this.editions = editions;
        this.clock = clock;
    }

    /** A folder from which nothing is taken. */
    static DriverDescription of(WatchedFolder folder, String reason) {
        String text = "nothing is taken from the folder, for its jars run as root: " + reason;
        return new DriverDescription("", folder.path().toString(), "", State.FAILED, false, text);
    }

    /** What is wrong with a file, or which edition of the daemon's own bundle it holds; empty for a driver that works. */
    Optional<DriverDescription> of(DeployedFile file) {
        Optional<Edition> edition = file.latest().flatMap(bundle -> editions.of(bundle.bundle()));
        if (edition.isPresent() && file.fault().isEmpty()) {
            return Optional.of(describe(file, edition.get()));
        }
        if (isFresh(file)) {
            return Optional.empty();
        }
        Optional<String> ofFile = file.fault().map(text -> file.bundles().isEmpty() ? text : text + SERVES_ON);
        Optional<String> reason = ofFile.or(() -> fault(file));
        String version = ofFile.isPresent() ? "" : version(file);
        return reason.map(text -> new DriverDescription("", file.name(), version, State.FAILED, false, text));
    }

    /** Logs each fault once; returns when there may be a fault that is not told yet. */
    Pace report(List<DriverDescription> found, Collection<DeployedFile> files) {
        reported.retainAll(found);
        found.stream()
                .filter(one -> one.state() == State.FAILED && reported.add(one))
                .forEach(one -> LOG.warn("{}: {}", one.name(), one.reason()));
        return files.stream().anyMatch(this::isFresh) ? Pace.LATER : Pace.SETTLED;
    }

    private DriverDescription describe(DeployedFile file, Edition edition) {
        Bundle bundle = file.latest().orElseThrow().bundle();
        Optional<String> fault = edition.failure(bundle)
                .or(() -> bundle.getState() == Bundle.INSTALLED
                        ? Optional.of(Unresolved.reason(bundle, context.getBundles()))
                        : Optional.empty());
        boolean runs = edition.running().equals(bundle);
        State state = fault.isPresent() ? State.FAILED : runs ? State.ACTIVE : State.STANDBY;
        String reason = fault.map(text -> text + "; " + edition.running().getVersion() + " runs on")
                .orElseGet(() -> runs ? "" : edition.running().getVersion() + " runs");
        return new DriverDescription("edition", edition.name(), version(file), state, false, reason);
    }

    private Optional<String> fault(DeployedFile file) {
        Optional<String> ofNext = file.next().flatMap(this::fault).map(text -> text + SERVES_ON);
        return ofNext.or(() -> file.current().flatMap(this::fault));
    }

    private Optional<String> fault(FileBundle file) {
        return file.fault().or(() -> file.isStarting() ? Optional.empty() : fault(file.bundle()));
    }

    private Optional<String> fault(Bundle bundle) {
        if (bundle.getState() == Bundle.UNINSTALLED || !core.areLaunched()) {
            return Optional.empty();
        }
        if (bundle.getState() == Bundle.INSTALLED) {
            return Optional.of(Unresolved.reason(bundle, context.getBundles()));
        }
        if (bundle.getState() == Bundle.RESOLVED && !Promises.isFragment(bundle)) {
            return Optional.of("the bundle was not started; the daemon's log tells why");
        }
        return promises.areKeptBy(bundle)
                ? Optional.empty()
                : Optional.of("the bundle registered no driver; a reference of its component may lack a service");
    }

    private static String version(DeployedFile file) {
        return file.latest()
                .map(bundle -> bundle.bundle().getVersion().toString())
                .orElse("");
    }

    /** By the time of the last change of its inode, for a copy may keep an old time of writing. */
    private boolean isFresh(DeployedFile file) {
        return file.seen().changed().toInstant().plus(PICK_UP).isAfter(clock.instant());
    }
}
