package dev.wharf.drivers.guard;

import dev.wharf.spi.AnswersWithin;
import dev.wharf.spi.DriverProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What there is to know about a method of the SPI before it is called, found out once.
 *
 * @param method of an interface of the SPI, or of a capability
 * @param seconds how long to wait for it; {@link AnswersWithin#FOREVER} to call it on the thread that needs it
 * @param isFact whether a provider answers it always in the same way
 * @param shape what it answers
 */
record CallPlan(Method method, int seconds, boolean isFact, Shape shape) {
    /** Seconds for what a provider tells of itself. */
    private static final int FACT = 2;

    /** Reads the marks of a method. */
    static CallPlan of(Method method) {
        AnswersWithin mark = method.getAnnotation(AnswersWithin.class);
        int told = mark == null ? AnswersWithin.USUAL : mark.seconds();
        boolean isFact = isFact(method);
        method.setAccessible(true); // it is public: this only spares the question at each call
        return new CallPlan(method, isFact ? FACT : told, isFact, Shape.of(method));
    }

    /** Plain reads of a provider are few, and must not hang either. */
    static boolean isFact(Method method) {
        AnswersWithin mark = method.getAnnotation(AnswersWithin.class);
        return DriverProvider.class.isAssignableFrom(method.getDeclaringClass())
                && mark != null
                && mark.seconds() == AnswersWithin.FOREVER
                && method.getParameterCount() == 0;
    }

    String name() {
        return method.getName();
    }

    boolean isUnlimited() {
        return seconds == AnswersWithin.FOREVER;
    }

    long nanos() {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Whether it is the end of an object: that succeeds when the driver has ended before. */
    boolean isClose() {
        return name().equals("close") && method.getParameterCount() == 0;
    }

    /** Whether it is a call of a driver or of what it handed out, and not one that comes before it is open. */
    boolean countsAsUse() {
        return method.getDeclaringClass() != DriverProvider.class;
    }

    /** Calls the method; whatever foreign code throws is an outcome. */
    Outcome call(Subject subject, Object target, Object[] arguments) {
        try {
            Optional<Object> value = Optional.ofNullable(method.invoke(target, arguments));
            return new Outcome.Answer(shape.checked(subject, arguments, value));
        } catch (InvocationTargetException e) {
            return new Outcome.Failure(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (Throwable e) { // the root of foreign code: what it answered is asked here, too
            return new Outcome.Failure(e);
        }
    }
}
