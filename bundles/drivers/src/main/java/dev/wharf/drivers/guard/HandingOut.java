package dev.wharf.drivers.guard;

import dev.wharf.spi.DriverException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Puts what an object of a driver hands out behind the guard.
 *
 * @param guard of the driver
 * @param proxy of the object
 * @param target the object
 */
record HandingOut(Guard guard, Object proxy, Object target) {

    /** What the engine gets in place of an answer that was checked. */
    Object handOut(CallPlan plan, Object[] arguments, Object answer) {
        Shape shape = plan.shape();
        return switch (shape.holder()) {
            case PLAIN -> each(shape.element(), answer);
            case OPTIONAL -> shape.isCapability()
                    ? ((Optional<?>) answer).flatMap(value -> capability((Class<?>) arguments[0], value))
                    : ((Optional<?>) answer).map(value -> each(shape.element(), value));
            case LIST -> Faces.isHandedOut(shape.element()) ? all(shape.element(), (List<?>) answer) : answer;
            case FUTURE -> future(plan, (CompletableFuture<?>) answer);
            case NOTHING -> answer;
        };
    }

    private List<Object> all(Class<?> type, List<?> values) {
        return values.stream().map(value -> each(type, value)).toList();
    }

    private Object each(Class<?> type, Object value) {
        return Faces.isHandedOut(type) ? GuardedObject.proxy(guard, value, type) : value;
    }

    /** A capability is a small interface: a class is none, for it could not be guarded. */
    private Optional<Object> capability(Class<?> wanted, Object value) {
        if (!wanted.isInterface()) {
            return Optional.empty();
        }
        return Optional.of(
                value == target && wanted.isInstance(proxy) ? proxy : GuardedObject.proxy(guard, value, wanted));
    }

    /** Completes as the driver's does, but with nothing else than a value or a DriverException. */
    private CompletableFuture<Object> future(CallPlan plan, CompletableFuture<?> source) {
        CompletableFuture<Object> told = new CompletableFuture<>();
        var unused = source.whenComplete((value, error) -> {
            if (error == null && plan.shape().element().isInstance(value)) {
                told.complete(value);
            } else {
                DriverException fault = fault(plan.name(), Optional.ofNullable(error));
                guard.broke(plan.name(), fault);
                told.completeExceptionally(fault);
            }
        });
        return told;
    }

    private DriverException fault(String call, Optional<Throwable> error) {
        return error.map(cause -> cause instanceof DriverException own
                        ? own
                        : guard.subject().fault(call, cause))
                .orElseGet(() -> guard.subject().nonsense(call, "it completed without a value"));
    }
}
