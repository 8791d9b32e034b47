package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.check.Signals;
import dev.wharf.spi.DriverException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends containers: asks first, or kills at once. The lock is held for the signal alone, never while waiting. */
final class StopContainer {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    /** How long the end of what was killed may take until the client is told that it is not heard of. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(15);

    private final Site site;
    private final Tasks tasks;
    private final boolean byHand;

    private StopContainer(Site site, boolean byHand) {
        this.site = site;
        this.byHand = byHand;
        tasks = new Tasks(site.drivers().execution());
    }

    /** For users: who is stopped or killed by hand is not started again by its policy. */
    static StopContainer byHand(Site site) {
        return new StopContainer(site, true);
    }

    /** For a daemon that ends: the policies stay in force, frozen containers are thawed, those that wait go on to wait. */
    static StopContainer withDaemon(Site site) {
        return new StopContainer(site, false);
    }

    /**
     * Asks a container to end, and kills it when it does not in time. Returns when it has ended.
     *
     * @param timeout empty for the container's own; negative waits without end
     * @throws EngineException NotModified when it does not run, Conflict when it is paused, Unavailable, Internal
     */
    void stop(LiveContainer container, Optional<Duration> timeout) {
        CompletableFuture<Integer> exit = container.exits().add();
        try {
            boolean waits = container.step(() -> ask(container));
            if (waits && !hasEnded(exit, timeout.orElseGet(() -> ownTimeout(container)))) {
                container.step(() -> force(container));
                awaitKilled(exit);
            }
        } finally {
            exit.cancel(false);
        }
        container.step(() -> site.events().tellUnlessGone(container, "stop"));
    }

    /**
     * Sends a signal. Returns for KILL when the container has ended; a repeated call would be told that it does not run, so this
     * one waits for its process when the engine is exchanged meanwhile.
     *
     * @param name as the client wrote it, for the message
     * @throws EngineException NotRunning, Unavailable, Internal
     */
    void kill(LiveContainer container, int signal, String name) {
        CompletableFuture<Integer> exit = container.exits().add();
        try {
            RunRecord run = container.run();
            boolean waits = container.step(() -> send(container, signal, name)) && signal == Signals.KILL;
            if (waits) {
                awaitKilled(exit, run);
            }
        } finally {
            exit.cancel(false);
        }
    }

    /** Whether there is an end to wait for. */
    private boolean ask(LiveContainer container) {
        return switch (container.state()) {
            case CREATED, EXITED, REMOVING, DEAD -> throw new EngineException.NotModified("Container already stopped");
            case PAUSED -> thawed(container);
            case RESTARTING -> endRestarting(container);
            case RUNNING -> signalled(container, stopSignal(container));
        };
    }

    private boolean thawed(LiveContainer container) {
        if (byHand) {
            throw new EngineException.Conflict(
                    "Container " + container.id() + " is paused. Unpause the container before stopping");
        }
        signalled(container, stopSignal(container));
        thaw(container);
        return true;
    }

    private boolean send(LiveContainer container, int signal, String name) {
        return switch (container.state()) {
            case CREATED, EXITED, REMOVING, DEAD -> throw new EngineException.NotRunning(
                    "Cannot kill container " + name + ": Container " + container.id() + " is not running");
            case RESTARTING -> endRestarting(container);
            case RUNNING -> signalled(container, signal);
            case PAUSED -> signalledFrozen(container, signal);
        };
    }

    private void force(LiveContainer container) {
        if (container.state() == ContainerState.PAUSED) {
            signalledFrozen(container, Signals.KILL);
        } else if (container.state() == ContainerState.RUNNING) {
            signalled(container, Signals.KILL);
        }
    }

    /** The mark is stored before the signal is sent, so that a stop by hand outranks the policy after a crash, too. */
    private boolean signalled(LiveContainer container, int signal) {
        if (byHand && !container.run().stoppedByHand()) {
            RunRecord marked = container.run().byHand(true);
            if (RestartRule.isActive(container.record().hostConfig().restartPolicy())) {
                site.table().update(container, marked);
            } else {
                container.become(marked);
            }
        }
        tasks.signal(container, signal);
        site.events().kill(container, signal);
        return true;
    }

    /** A frozen process gets a signal when it is thawed; for KILL that is at once. */
    private boolean signalledFrozen(LiveContainer container, int signal) {
        signalled(container, signal);
        if (signal == Signals.KILL) {
            thaw(container);
        }
        return true;
    }

    private void thaw(LiveContainer container) {
        tasks.resources(container, resources -> {
            try {
                resources.resume();
            } catch (DriverException ignored) {
                // it was killed while frozen, as cgroup version 2 does
            }
        });
        site.table().follow(container, container.run().in(ContainerState.RUNNING));
        site.events().tell(container, "unpause");
    }

    private boolean endRestarting(LiveContainer container) {
        container.cancelRestart();
        if (!byHand) {
            return false;
        }
        RunRecord ended = container.run().in(ContainerState.EXITED).byHand(true);
        site.table().follow(container, ended);
        container.exits().complete(ended.outcome().exitCode());
        return false;
    }

    private static int stopSignal(LiveContainer container) {
        String signal = container.record().config().stopSignal();
        return signal.isEmpty() ? Signals.TERM : Signals.number(signal);
    }

    private static Duration ownTimeout(LiveContainer container) {
        OptionalInt seconds = container.record().config().stopTimeout();
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : DEFAULT_TIMEOUT;
    }

    /** With the words of Docker 20.10, daemon/stop.go. */
    private static void awaitKilled(CompletableFuture<Integer> exit) {
        if (!hasEnded(exit, AFTER_KILL)) {
            throw new EngineException.Internal("tried to kill container, but did not receive an exit event");
        }
    }

    private static void awaitKilled(CompletableFuture<Integer> exit, RunRecord run) {
        try {
            awaitKilled(exit);
        } catch (EngineException.Unavailable e) {
            boolean ends = run.startedAt()
                    .filter(at -> FirstProcess.awaitEnd(run.pid(), at, AFTER_KILL))
                    .isPresent();
            if (!ends) {
                throw e;
            }
        }
    }

    /** Waits; a negative time means without end. */
    private static boolean hasEnded(CompletableFuture<Integer> exit, Duration timeout) {
        try {
            if (timeout.isNegative()) {
                exit.get();
            } else {
                exit.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (TimeoutException ignored) {
            return false; // as the caller asked
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException told) {
                throw told;
            }
            throw new EngineException.Internal("the end of a container cannot be waited for", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while a container was ending", e);
        }
    }
}
