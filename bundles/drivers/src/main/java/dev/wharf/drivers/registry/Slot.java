package dev.wharf.drivers.registry;

import dev.wharf.drivers.guard.Guard;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverHealth;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private final List<Guard> leftBehind = new ArrayList<>(); // with stuck calls; guarded by watch
    private int unsettled; // guarded by watch; changes that were not acted on yet
    private boolean exchanging; // guarded by watch; one closed so that its successor opens
    private Instant expectedUntil = Instant.MIN; // guarded by watch
    private Optional<Opening<D>> opening = Optional.empty(); // guarded by watch
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
        settleAfter(() -> {
            candidates.put(candidate, Verdict.NEW);
            // One that hangs while it is opened must not stand in the way of its successor.
            opening.filter(slow -> Candidate.BEST_FIRST.compare(candidate, slow.candidate()) < 0)
                    .ifPresent(slow -> slow.guard().hurry(DRAIN));
        });
    }

    /** Closes the driver of that candidate if it is open. Returns when that is done, or took too long. */
    void remove(Candidate<D> candidate) {
        settleAfter(() -> {
            candidates.remove(candidate);
            opening.filter(slow -> slow.candidate().equals(candidate))
                    .ifPresent(gone -> gone.guard().giveUp("was removed while it was opened"));
        });
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
        return watch.read(() -> exchanging
                ? "it is being exchanged for another version; try again"
                : candidates.entrySet().stream()
                        .findFirst()
                        .map(best -> absence(best.getKey(), best.getValue()))
                        .orElse("its bundle was removed; put it back, or another one into "
                                + kind.roots().deploy()));
    }

    private String absence(Candidate<D> candidate, Verdict best) {
        return switch (best.state()) {
            case UNSUPPORTED -> "it cannot work on this host: " + best.reason() + "; use another driver";
            case FAILED -> "it failed to open: " + best.reason() + "; put a bundle that works into "
                    + kind.roots().deploy();
            case ACTIVE, STANDBY -> opening.filter(slow -> slow.candidate().equals(candidate))
                    .map(this::slowness)
                    .orElse("it is still being opened; try again");
        };
    }

    /** What became of a candidate; empty while it is being looked at, or is none any more. */
    Optional<DriverDescription.State> stateOf(Candidate<D> candidate) {
        return watch.read(() -> Optional.ofNullable(candidates.get(candidate))
                .map(Verdict::state)
                .filter(state -> unsettled == 0));
    }

    private String slowness(Opening<D> slow) {
        long seconds = Duration.between(slow.since(), kind.clock().instant()).toSeconds();
        return "it is still being opened, for " + seconds
                + " s now; try again, or put another version of its bundle into "
                + kind.roots().deploy();
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
                verdict.reason(),
                active ? health() : DriverHealth.NEW);
    }

    /** That of the driver which serves, with the calls that its predecessors left behind. */
    private DriverHealth health() {
        DriverHealth own = serving.map(current -> current.guard().health()).orElse(DriverHealth.NEW);
        leftBehind.removeIf(guard -> guard.stuck() == 0);
        int stuck = leftBehind.stream().mapToInt(Guard::stuck).sum();
        return stuck == 0
                ? own
                : new DriverHealth(own.calls(), own.errors(), own.stuck() + stuck, own.lastError(), own.slowest());
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
            Opening<D> next = Opening.of(candidate, kind);
            watch.change(() -> opening = Optional.of(next));
            return takesOver(candidate, next);
        } catch (DriverException e) { // another candidate may serve
            LOG.error("{} driver {} {} failed to open", kind.name(), name, candidate.version(), e);
            judge(candidate, Verdict.failed(String.valueOf(e.getMessage())));
            return false;
        } finally {
            watch.change(() -> opening = Optional.empty());
        }
    }

    private boolean takesOver(Candidate<D> candidate, Opening<D> next) {
        boolean open = false;
        try {
            if (next.probe() instanceof Probe.Unsupported no) {
                LOG.info("{} driver {} {} cannot work here: {}", kind.name(), name, candidate.version(), no.reason());
                judge(candidate, Verdict.unsupported(no.reason()));
                return false;
            }
            serving.ifPresent(this::giveWay);
            serve(new Serving<>(candidate, next, next.open(kind)));
            open = true;
            return true;
        } finally {
            if (!open) {
                next.discard(serving.isEmpty());
                leave(next.guard());
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
            opening = Optional.empty();
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
        leave(current.guard());
        watch.change(() -> expectedUntil = kind.clock().instant().plus(RETURN));
        LOG.info("{} driver {} {} left", kind.name(), name, current.candidate().version());
    }

    private void leave(Guard guard) {
        watch.change(() -> {
            if (guard.stuck() > 0) {
                leftBehind.add(guard);
            }
        });
    }

    private void judge(Candidate<D> candidate, Verdict verdict) {
        watch.change(() -> candidates.replace(candidate, verdict));
    }
}
