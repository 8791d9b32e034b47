package dev.wharf.drivers.guard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An object of a driver behind its guard. Two of them are equal when they stand for the same object. No method of the SPI
 * takes one as an argument, so none is ever handed back to the driver.
 */
final class GuardedObject implements InvocationHandler {
    private static final Object[] NOTHING = {};

    private final Guard guard;
    private final Object target;
    private final String face;
    private final Map<Method, Object> facts = new ConcurrentHashMap<>();

    private GuardedObject(Guard guard, Object target, Class<?> face) {
        this.guard = guard;
        this.target = target;
        this.face = face.getSimpleName();
    }

    /** A proxy with the interfaces of the SPI that the object has; or with that one alone, which is none of the SPI. */
    static Object proxy(Guard guard, Object target, Class<?> face) {
        Class<?>[] faces = Faces.isOfSpi(face) ? Faces.of(target) : new Class<?>[] {face};
        return Proxy.newProxyInstance(faces[0].getClassLoader(), faces, new GuardedObject(guard, target, face));
    }

    /** What a proxy stands for. */
    static Optional<GuardedObject> of(@Nullable Object proxy) {
        return proxy != null
                        && Proxy.isProxyClass(proxy.getClass())
                        && Proxy.getInvocationHandler(proxy) instanceof GuardedObject object
                ? Optional.of(object)
                : Optional.empty();
    }

    Object target() {
        return target;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        Object[] given = arguments == null ? NOTHING : arguments;
        if (method.getDeclaringClass() == Object.class) {
            return ofAnyObject(method.getName(), given);
        }
        CallPlan plan = guard.plan(method);
        if (plan.isFact()) {
            return facts.computeIfAbsent(
                    method, key -> guard.call(proxy, target, plan, given).orElseThrow());
        }
        return guard.call(proxy, target, plan, given).orElse(null);
    }

    private Object ofAnyObject(String method, Object[] arguments) {
        return switch (method) {
            case "equals" -> of(arguments[0])
                    .filter(other -> other.target == target)
                    .isPresent();
            case "hashCode" -> System.identityHashCode(target);
            default -> face + " of " + guard;
        };
    }
}
