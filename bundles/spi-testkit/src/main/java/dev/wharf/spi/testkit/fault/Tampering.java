package dev.wharf.spi.testkit.fault;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes calls on to an object of a driver, unless something is to go wrong. What it hands out is tampered with as well. */
final class Tampering implements InvocationHandler {
    private static final String SPI = "dev.wharf.spi.";

    private final Object right;
    private final Set<Class<?>> interfaces;
    private final Faults faults;
    private final String origin; // the arguments of the calls that handed the object out

    private Tampering(Object right, Faults faults, String origin) {
        this.right = right;
        this.interfaces = interfaces(right.getClass());
        this.faults = faults;
        this.origin = origin;
    }

    /** An object of the same interfaces of the SPI. */
    static <T> T with(Class<T> type, T right, Faults faults) {
        return type.cast(new Tampering(requireNonNull(right, "right"), faults, "").proxy());
    }

    private Object proxy() {
        return Proxy.newProxyInstance(right.getClass().getClassLoader(), interfaces.toArray(new Class<?>[0]), this);
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            for (Class<?> declared : one.getInterfaces()) {
                if (declared.getName().startsWith(SPI)) {
                    found.add(declared);
                }
                found.addAll(interfaces(declared));
            }
        }
        return found;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return pass(method, arguments);
        }
        Optional<FaultRule> met = faults.met(interfaces, method.getName(), () -> text(arguments));
        return tampered(met.isPresent() ? faulty(met.get(), method, arguments) : pass(method, arguments), arguments);
    }

    private @Nullable Object faulty(FaultRule rule, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        FaultyCall call = new FaultyCall(
                right.getClass().getSimpleName() + '.' + method.getName(),
                method.getReturnType(),
                rule.late(),
                () -> faults.hold(rule),
                () -> pass(method, arguments));
        return rule.fault().in(call);
    }

    private @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(right, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private @Nullable Object tampered(@Nullable Object answer, @Nullable Object @Nullable [] arguments) {
        if (answer instanceof Optional<?> optional) {
            return optional.map(content -> requireNonNull(tampered(content, arguments)));
        }
        if (answer == null || isValue(answer) || interfaces(answer.getClass()).isEmpty()) {
            return answer;
        }
        return new Tampering(answer, faults, text(arguments)).proxy();
    }

    private static boolean isValue(Object answer) {
        return answer.getClass().isRecord() || answer.getClass().isEnum() || Proxy.isProxyClass(answer.getClass());
    }

    private String text(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? origin : origin + ' ' + Arrays.toString(arguments);
    }
}
