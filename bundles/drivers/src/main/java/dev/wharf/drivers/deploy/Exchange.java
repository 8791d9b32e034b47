package dev.wharf.drivers.deploy;

import dev.wharf.engine.api.driver.DriverDescription.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the new content of a file take over from the former one, which goes on serving until the new one does, and for good
 * when the new one turns out not to work.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Promises promises;
    private final Consumer<FileBundle> remove;

    Exchange(Promises promises, Consumer<FileBundle> remove) {
        this.promises = promises;
        this.remove = remove;
    }

    /** Does what can be done now; to be asked again as long as the file has a next bundle. */
    Pace look(DeployedFile file) {
        if (file.next().isEmpty()) {
            return Pace.SETTLED;
        }
        FileBundle next = file.next().get();
        if (next.isStarting()) {
            return Pace.SETTLED; // its end is told
        }
        return next.isActive() || Promises.isFragment(next.bundle()) ? judge(file, next) : giveBack(file);
    }

    private Pace judge(DeployedFile file, FileBundle next) {
        if (!promises.areKeptBy(next.bundle())) {
            return Pace.LATER;
        }
        List<Optional<State>> states = promises.states(next.bundle());
        if (states.stream().anyMatch(Optional::isEmpty)) {
            return Pace.SOON;
        }
        if (states.isEmpty() || states.contains(Optional.of(State.ACTIVE))) {
            takeOver(file);
            return Pace.SETTLED;
        }
        return states.contains(Optional.of(State.STANDBY)) ? standsBy(file) : giveBack(file);
    }

    /** Another one serves: when that is the former content, this one has the lower version, and is wanted none the less. */
    private Pace standsBy(DeployedFile file) {
        Optional<FileBundle> serving = file.current().filter(this::serves);
        if (file.hasYielded()) {
            return serving.isPresent() ? Pace.SOON : takeOver(file);
        }
        if (serving.isEmpty()) {
            return takeOver(file);
        }
        file.yielded(true);
        serving.get().stop();
        return Pace.SOON;
    }

    private boolean serves(FileBundle bundle) {
        return promises.states(bundle.bundle()).contains(Optional.of(State.ACTIVE));
    }

    private Pace takeOver(DeployedFile file) {
        file.advance().ifPresent(remove);
        file.current()
                .map(FileBundle::bundle)
                .ifPresent(bundle -> LOG.info("{} {} took over", bundle.getSymbolicName(), bundle.getVersion()));
        return Pace.SETTLED;
    }

    /** The next bundle does not work, which a listing tells; the former one runs on, or again. */
    private static Pace giveBack(DeployedFile file) {
        if (file.hasYielded()) {
            file.yielded(false);
            file.current()
                    .filter(bundle -> bundle.bundle().getState() != Bundle.ACTIVE)
                    .ifPresent(FileBundle::start);
        }
        return Pace.LATER;
    }
}
