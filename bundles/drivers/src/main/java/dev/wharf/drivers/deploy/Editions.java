package dev.wharf.drivers.deploy;

import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverDescription.State;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Those bundles of the daemon itself that files may bring another edition of. Used by the thread of the deployment, but for
 * what any thread is told.
 */
final class Editions {
    private final CoreBundles core;
    private final Components components;
    private final Runnable news;
    private final Consumer<FileBundle> remove;
    private final Map<String, Edition> editions = new ConcurrentHashMap<>();
    private final List<FileBundle> leaving = new CopyOnWriteArrayList<>();

    Editions(BundleContext context, CoreBundles core, Runnable news, Consumer<FileBundle> remove) {
        this.core = core;
        this.components = new Components(context, core);
        this.news = news;
        this.remove = remove;
    }

    /** The one that a bundle belongs to; empty for bundles of drivers and libraries. */
    Optional<Edition> of(Bundle bundle) {
        return core.edition(String.valueOf(bundle.getSymbolicName()))
                .map(shipped -> editions.computeIfAbsent(
                        String.valueOf(shipped.getSymbolicName()),
                        name -> new Edition(
                                shipped, components, news, core.putOff().contains(shipped))));
    }

    /** Takes bundles away whose files are gone, once others run in their place. */
    void leave(Collection<FileBundle> bundles) {
        leaving.addAll(bundles);
    }

    /** Those that are still to be replaced because their files are gone. Any thread may ask. */
    List<DriverDescription> leaving() {
        return leaving.stream().flatMap(bundle -> describe(bundle).stream()).toList();
    }

    private Optional<DriverDescription> describe(FileBundle bundle) {
        return of(bundle.bundle()).map(edition -> {
            State state = edition.running().equals(bundle.bundle()) ? State.ACTIVE : State.STANDBY;
            String version = bundle.bundle().getVersion().toString();
            return new DriverDescription("edition", edition.name(), version, state, false, "its file is gone");
        });
    }

    /** Lets the best ones run. */
    Pace look(Collection<DeployedFile> files) {
        core.putOff().forEach(this::of);
        if (editions.isEmpty() || !core.areLaunched()) {
            return editions.isEmpty() ? Pace.SETTLED : Pace.SOON;
        }
        files.forEach(this::advance);
        editions.values().forEach(edition -> edition.choose(offers(edition, files)));
        List<FileBundle> idle = leaving.stream().filter(this::isIdle).toList();
        leaving.removeAll(idle);
        idle.forEach(remove);
        return Pace.SETTLED;
    }

    private boolean isIdle(FileBundle bundle) {
        Optional<Edition> edition = of(bundle.bundle());
        return edition.filter(one -> one.isExchanging() || one.running().equals(bundle.bundle()))
                .isEmpty();
    }

    /** What files offer: the latest content that did not fail. */
    private List<Bundle> offers(Edition edition, Collection<DeployedFile> files) {
        return files.stream()
                .flatMap(file -> file.next().filter(next -> isUsable(edition, next)).or(file::current).stream())
                .filter(bundle -> belongsTo(edition, bundle) && bundle.bundle().getState() != Bundle.INSTALLED)
                .map(FileBundle::bundle)
                .toList();
    }

    private static boolean isUsable(Edition edition, FileBundle next) {
        return edition.failure(next.bundle()).isEmpty() && next.bundle().getState() != Bundle.INSTALLED;
    }

    private boolean belongsTo(Edition edition, FileBundle bundle) {
        return edition.name().equals(bundle.bundle().getSymbolicName());
    }

    /** The former content of a file is given up once the next one, or that of another file, runs. */
    private void advance(DeployedFile file) {
        if (file.next().isEmpty() || file.current().isEmpty()) {
            return;
        }
        FileBundle next = file.next().get();
        of(next.bundle())
                .filter(edition -> !edition.isExchanging() && isUsable(edition, next))
                .filter(edition ->
                        !edition.running().equals(file.current().get().bundle()))
                .ifPresent(edition -> file.advance().ifPresent(former -> leave(List.of(former))));
    }
}
