package dev.wharf.drivers.guard;

import dev.wharf.drivers.guard.Outcome.Answer;
import dev.wharf.drivers.guard.Outcome.Failure;
import dev.wharf.drivers.guard.Outcome.GivenUp;
import dev.wharf.engine.api.driver.DriverHealth;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Stands between the engine and one driver, from its probe to its close. Each call through a proxy of it
 *
 * <ul>
 *   <li>ends within the limit that the SPI tells ({@link dev.wharf.spi.AnswersWithin}), with DriverException UNAVAILABLE
 *       when the driver has not answered by then: the driver's thread is interrupted and left behind, and counts as stuck
 *       until it comes back;
 *   <li>throws nothing but DriverException: whatever else the driver throws, or returns in place of an answer, is INTERNAL;
 *   <li>is counted and timed.
 * </ul>
 *
 * While calls are stuck, others have to answer sooner, and with many of them stuck others are refused. Thread-safe.
 */
public final class Guard {
    /** How long others are waited for while a call is stuck. */
    private static final Duration WHILE_STUCK = Duration.ofSeconds(2);
    /** How many calls may be stuck before others are refused. */
    private static final int MOST_STUCK = 16;
    /** For a call that nobody but the close of the driver gives up. */
    private static final long UNLIMITED = Long.MAX_VALUE / 2;

    private final Subject subject;
    private final Vitals vitals;
    private final Workers workers;
    private final Map<Method, CallPlan> plans = new ConcurrentHashMap<>();
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /** The guard of a driver of a kind, such as {@code graph}. */
    public Guard(String kind, String name, Clock clock) {
        this.subject = new Subject(kind, name);
        this.vitals = new Vitals(clock);
        this.workers = new Workers(subject);
    }

    /** An object to be used in place of a driver or its provider. */
    @SuppressWarnings("unchecked") // the proxy has all faces of the SPI that the object has
    public <T> T guarded(Class<? super T> face, T object) {
        return (T) GuardedObject.proxy(this, object, face);
    }

    /** How the driver does. */
    public DriverHealth health() {
        return vitals.health();
    }

    /** How many calls were given up and still run. */
    public int stuck() {
        return vitals.stuckCalls();
    }

    /** Gives those calls up that have not come back after some more time. */
    public void hurry(Duration limit) {
        running.forEach(call -> call.hurry(limit.toNanos()));
    }

    /** Gives all calls up that run now, for a reason that their callers are told. */
    public void giveUp(String reason) {
        running.forEach(call -> call.giveUp(subject.unavailable(reason)));
    }

    /**
     * Closes a driver that was handed out by this guard, and then refuses all calls but further closing.
     *
     * @throws DriverException when the driver does not close in time, or fails to
     */
    public void close(Driver driver, Duration limit) {
        try {
            Method close = Driver.class.getMethod("close");
            GuardedObject.of(driver)
                    .ifPresent(object -> limited(object.target(), plan(close), new Object[0], limit.toNanos()));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        } finally {
            close();
        }
    }

    /** Refuses all calls from now on, and interrupts those that are stuck. */
    public void close() {
        isClosed = true;
        giveUp("was closed during this call; try again");
        workers.close();
    }

    @Override
    public String toString() {
        return subject.toString();
    }

    CallPlan plan(Method method) {
        CallPlan known = plans.get(method);
        return known == null ? plans.computeIfAbsent(method, CallPlan::of) : known;
    }

    /** Calls a method, and returns what the engine may have: empty for nothing. */
    Optional<Object> call(Object proxy, Object target, CallPlan plan, Object[] arguments) {
        if (isClosed) {
            return refused(plan);
        }
        Optional<Object> answer =
                plan.isUnlimited() ? unlimited(target, plan, arguments) : limited(target, plan, arguments, limit(plan));
        return answer.map(value -> new HandingOut(this, proxy, target).handOut(plan, arguments, value));
    }

    private Optional<Object> refused(CallPlan plan) {
        if (plan.isClose()) {
            return Optional.empty(); // the driver's own close was the end of all that it had handed out
        }
        throw subject.unavailable("is not available: it was closed since; try again");
    }

    private long limit(CallPlan plan) {
        int stuck = stuck();
        if (stuck >= MOST_STUCK && !plan.isClose()) {
            DriverException refusal = subject.unavailable("does not answer: " + stuck
                    + " calls are stuck in it; put another version of its bundle in its place, or restart the daemon");
            vitals.failed(plan.name(), refusal);
            throw refusal;
        }
        return stuck > 0 ? Math.min(plan.nanos(), WHILE_STUCK.toNanos()) : plan.nanos();
    }

    private Optional<Object> unlimited(Object target, CallPlan plan, Object[] arguments) {
        Call call = call(target, plan, arguments, UNLIMITED);
        return watched(plan, call, () -> {
            call.run();
            return call.outcome().orElseThrow();
        });
    }

    private Optional<Object> limited(Object target, CallPlan plan, Object[] arguments, long nanos) {
        Call call = call(target, plan, arguments, nanos);
        return watched(plan, call, () -> {
            try {
                workers.run(call);
            } catch (RejectedExecutionException e) {
                return new GivenUp(subject.unavailable("is not available: it was closed since; try again"));
            }
            return call.await(() -> late(plan, nanos), () -> subject.cancelled(plan.name()));
        });
    }

    private DriverException late(CallPlan plan, long nanos) {
        Duration limit = Duration.ofNanos(nanos);
        String time = limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
        return subject.unavailable("did not answer " + plan.name() + " within " + time);
    }

    private Call call(Object target, CallPlan plan, Object[] arguments, long nanos) {
        return new Call(() -> plan.call(subject, target, arguments), new LateAnswers(subject, plan, vitals), nanos);
    }

    private Optional<Object> watched(CallPlan plan, Call call, Supplier<Outcome> asking) {
        running.add(call);
        long begun = System.nanoTime();
        try {
            if (isClosed && !plan.isClose()) {
                return refused(plan);
            }
            return answer(plan, asking.get());
        } finally {
            running.remove(call);
            if (plan.countsAsUse()) {
                vitals.took(plan.name(), System.nanoTime() - begun);
            }
        }
    }

    private Optional<Object> answer(CallPlan plan, Outcome outcome) {
        if (outcome instanceof Answer answer) {
            return answer.value();
        }
        Throwable error = outcome instanceof Failure failure ? failure.error() : ((GivenUp) outcome).error();
        if (error instanceof OutOfMemoryError memory) {
            vitals.broke(plan.name(), memory.toString());
            throw memory;
        }
        DriverException told = error instanceof DriverException own ? own : subject.fault(plan.name(), error);
        if (told.kind() != DriverException.Kind.CANCELLED
                || !Thread.currentThread().isInterrupted()) {
            vitals.failed(plan.name(), told);
        }
        throw told;
    }

    /** Notes an error that came outside of a call. */
    void broke(String call, DriverException error) {
        vitals.failed(call, error);
    }

    Subject subject() {
        return subject;
    }
}
