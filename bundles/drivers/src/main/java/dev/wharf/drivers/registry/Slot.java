package dev.wharf.drivers.registry;

import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverProvider;
import dev.wharf.spi.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All candidates of one name, and the one that serves: the best that can be opened. It is exchanged only after its
 * successor's probe succeeded, and the two are never open together, for they share their folders.
 *
 * @param <D> the kind
 */
final class Slot<D extends Driver> {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    /** How long after it left a driver is expected back, as it is when its bundle is updated. */
    private static final Duration RETURN = Duration.ofSeconds(2);

    private final Kind kind;
    private final String name;
    private final Watch watch;
    private final Announcer announcer;
    private final SerialThread thread;
    private final Map<Candidate<D>, Verdict> candidates = new TreeMap<>(Candidate.BEST_FIRST); // guarded by watch
    private int unsettled; // guarded by watch; changes that were not acted on yet
    private boolean exchanging; // guarded by watch; one closed so that its successor opens
    private Instant expectedUntil = Instant.MIN; // guarded by watch
    private volatile Optional<Serving<D>> serving = Optional.empty(); // written on the thread, within a change

    Slot(Kind kind, String name, Watch watch, Announcer announcer) {
        this.kind = kind;
        this.name = name;
        this.watch = watch;
        this.announcer = announcer;
        this.thread = new SerialThread(kind.name() + " driver slot " + name);
    }

    Optional<Serving<D>> serving() {
        return serving;
    }

    void add(Candidate<D> candidate) {
        settleAfter(() -> candidates.put(candidate, Verdict.NEW));
    }

    /** Closes the driver of that candidate if it is open. Returns when that is done, or took too long. */
    void remove(Candidate<D> candidate) {
        settleAfter(() -> candidates.remove(candidate));
        if (!thread.await(DRAIN.multipliedBy(2))) {
            LOG.warn("{} driver {} did not close in time", kind.name(), name);
        }
    }

    /** Closes the driver and takes no more candidates. Returns at once; {@link #awaitClosed()} waits. */
    void close() {
        settleAfter(candidates::clear);
    }

    void awaitClosed() {
        thread.await(DRAIN.multipliedBy(2));
        thread.close();
    }

    /** Whether a driver serves, or is just being exchanged for another one. */
    boolean isPresent() {
        return watch.read(() -> serving.isPresent() || exchanging);
    }

    /** Whether a driver may begin to serve within moments. */
    boolean isExpected() {
        return watch.read(() -> unsettled > 0 || kind.clock().instant().isBefore(expectedUntil));
    }

    /** Why nothing serves, and what to do about it. */
    String absence() {
        return watch.read(() -> candidates.values().stream()
                .findFirst()
                .map(this::absence)
                .orElse("its bundle was removed; put it back into "
                        + kind.roots().deploy()));
    }

    private String absence(Verdict best) {
        return switch (best.state()) {
            case UNSUPPORTED -> "it cannot work on this host: " + best.reason() + "; use another driver";
            case FAILED -> "it failed to open: " + best.reason() + "; put a bundle that works into "
                    + kind.roots().deploy();
            case ACTIVE, STANDBY -> "it is still being opened; try again";
        };
    }

    /** What became of a candidate; empty while it is being looked at, or is none any more. */
    Optional<DriverDescription.State> stateOf(Candidate<D> candidate) {
        return watch.read(() -> Optional.ofNullable(candidates.get(candidate))
                .map(Verdict::state)
                .filter(state -> unsettled == 0));
    }

    List<DriverDescription> describe(boolean isDefault) {
        return watch.read(() -> candidates.entrySet().stream()
                .map(entry -> describe(entry.getKey(), entry.getValue(), isDefault))
                .toList());
    }

    private DriverDescription describe(Candidate<D> candidate, Verdict verdict, boolean isDefault) {
        boolean active = verdict.state() == DriverDescription.State.ACTIVE;
        return new DriverDescription(
                kind.name(),
                name,
                candidate.version().toString(),
                verdict.state(),
                active && isDefault,
                verdict.reason());
    }

    private void settleAfter(Runnable change) {
        watch.change(() -> {
            change.run();
            unsettled++;
        });
        thread.run(() -> {
            try {
                settle();
            } finally {
                watch.change(() -> {
                    unsettled--;
                    exchanging = false;
                    if (unsettled == 0) {
                        candidates.replaceAll(
                                (candidate, verdict) -> Verdict.NEW.equals(verdict) ? Verdict.STANDBY : verdict);
                    }
                });
            }
        });
    }

    private void settle() {
        List<Candidate<D>> hopeful = hopeful();
        serving.filter(current -> !hopeful.contains(current.candidate()))
                .ifPresent(hopeful.isEmpty() ? this::retire : this::giveWay);
        for (Candidate<D> candidate : hopeful) {
            if (serves(candidate) || takesOver(candidate)) {
                return;
            }
        }
    }

    private List<Candidate<D>> hopeful() {
        return watch.read(() -> candidates.entrySet().stream()
                .filter(entry -> entry.getValue().isHopeful())
                .map(Map.Entry::getKey)
                .toList());
    }

    private boolean serves(Candidate<D> candidate) {
        return serving.map(Serving::candidate).filter(candidate::equals).isPresent();
    }

    private boolean takesOver(Candidate<D> candidate) {
        try {
            return takesOver(candidate, FolderContext.of(kind.roots(), kind.name(), name));
        } catch (RuntimeException | LinkageError e) { // foreign code: whatever it throws, another candidate may serve
            LOG.error("{} driver {} {} failed to open", kind.name(), name, candidate.version(), e);
            judge(candidate, Verdict.failed(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private boolean takesOver(Candidate<D> candidate, FolderContext context) {
        DriverProvider<D> provider = candidate.provider();
        boolean open = false;
        try {
            if (provider.probe(context) instanceof Probe.Unsupported no) {
                LOG.info("{} driver {} {} cannot work here: {}", kind.name(), name, candidate.version(), no.reason());
                judge(candidate, Verdict.unsupported(no.reason()));
                return false;
            }
            serving.ifPresent(this::giveWay);
            serve(new Serving<>(candidate, provider.open(context, kind.optionsOf(provider)), context));
            open = true;
            return true;
        } finally {
            if (!open) {
                context.discard(serving.isEmpty());
            }
        }
    }

    private void giveWay(Serving<D> current) {
        watch.change(() -> exchanging = true);
        retire(current);
    }

    private void serve(Serving<D> next) {
        watch.change(() -> {
            exchanging = false;
            serving = Optional.of(next);
            candidates.replace(next.candidate(), Verdict.ACTIVE);
        });
        LOG.info("{} driver {} {} serves", kind.name(), name, next.candidate().version());
        announcer.arrived(name);
    }

    private void retire(Serving<D> current) {
        watch.change(() -> {
            serving = Optional.empty();
            candidates.replace(current.candidate(), Verdict.STANDBY);
        });
        current.shut();
        announcer.leaving(name);
        current.close(DRAIN);
        watch.change(() -> expectedUntil = kind.clock().instant().plus(RETURN));
        LOG.info("{} driver {} {} left", kind.name(), name, current.candidate().version());
    }

    private void judge(Candidate<D> candidate, Verdict verdict) {
        watch.change(() -> candidates.replace(candidate, verdict));
    }
}
