package dev.wharf.spi.testkit.fault;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A call in which something goes wrong.
 *
 * @param name of the type and the method
 * @param type that is returned
 * @param isLate whether the work is done before
 * @param lasts whether the fault is not over
 * @param work what the call is for
 */
record FaultyCall(String name, Class<?> type, boolean isLate, BooleanSupplier lasts, Work work) {
    private static final long LOOK_MILLIS = 10;

    /** What a method does. */
    interface Work {
        @Nullable
        Object done() throws Throwable;
    }

    /** What happens to it. */
    interface Mishap {
        void happen() throws Throwable;
    }

    FaultyCall {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(lasts, "lasts");
        requireNonNull(work, "work");
    }

    /** Does the work, with a mishap before or after it. */
    @Nullable
    Object with(Mishap mishap) throws Throwable {
        if (isLate) {
            Object answer = work.done();
            mishap.happen();
            return answer;
        }
        mishap.happen();
        return work.done();
    }

    /** Waits while something holds. An interrupt is passed on afterwards, or ends the waiting with CANCELLED. */
    static void wait(BooleanSupplier condition, boolean canBeInterrupted) {
        boolean interrupted = false;
        while (condition.getAsBoolean() && !(interrupted && canBeInterrupted)) {
            interrupted |= isInterrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            if (canBeInterrupted) {
                throw new DriverException(Kind.CANCELLED, "interrupted while made to wait");
            }
        }
    }

    private static boolean isInterrupted() {
        try {
            return new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
