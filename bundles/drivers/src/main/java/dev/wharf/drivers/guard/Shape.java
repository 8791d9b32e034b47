package dev.wharf.drivers.guard;

import dev.wharf.spi.DriverException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a method answers: nothing, a value, or values in a container. An answer that does not have the shape is a fault of the
 * driver, for it would do harm far from there.
 */
final class Shape {
    /** What holds the values. */
    enum Holder {
        NOTHING,
        PLAIN,
        OPTIONAL,
        LIST,
        FUTURE
    }

    private final String call;
    private final Holder holder;
    private final Class<?> element;
    private final boolean isCapability;
    private final Plausibility plausibility;

    private Shape(Method method, Holder holder, Class<?> element) {
        this.call = method.getName();
        this.holder = holder;
        this.element = element;
        this.isCapability = holder == Holder.OPTIONAL && element == Object.class;
        this.plausibility = Plausibility.of(method, element);
    }

    static Shape of(Method method) {
        Class<?> type = method.getReturnType();
        if (type == void.class) {
            return new Shape(method, Holder.NOTHING, Object.class);
        }
        Class<?> element = elementOf(method.getGenericReturnType());
        if (type == Optional.class) {
            return new Shape(method, Holder.OPTIONAL, element);
        } else if (type == List.class) {
            return new Shape(method, Holder.LIST, element);
        } else if (type == CompletableFuture.class) {
            return new Shape(method, Holder.FUTURE, element);
        }
        return new Shape(method, Holder.PLAIN, type.isPrimitive() ? Object.class : type);
    }

    private static Class<?> elementOf(Type type) {
        return type instanceof ParameterizedType generic
                        && generic.getActualTypeArguments().length == 1
                        && generic.getActualTypeArguments()[0] instanceof Class<?> argument
                ? argument
                : Object.class;
    }

    Holder holder() {
        return holder;
    }

    Class<?> element() {
        return element;
    }

    /** Whether the type of the answer is the argument of the call, as that of {@code as} is. */
    boolean isCapability() {
        return isCapability;
    }

    /**
     * The answer, as it may be handed on.
     *
     * @throws DriverException INTERNAL when it is none
     */
    Optional<Object> checked(Subject subject, Object[] arguments, Optional<Object> answer) {
        if (holder == Holder.NOTHING) {
            return Optional.empty();
        }
        Object value = answer.orElseThrow(() -> subject.nonsense(call, "it returned null"));
        return switch (holder) {
            case PLAIN -> Optional.of(one(subject, arguments, value));
            case OPTIONAL -> Optional.of(((Optional<?>) value).map(each -> one(subject, arguments, each)));
            case LIST -> Optional.of(list(subject, arguments, (List<?>) value));
            case FUTURE -> Optional.of(value);
            case NOTHING -> Optional.empty();
        };
    }

    private List<Object> list(Subject subject, Object[] arguments, List<?> values) {
        Object[] copy = values.toArray();
        for (Object each : copy) {
            if (each == null) {
                throw subject.nonsense(call, "it returned null in a list");
            }
            one(subject, arguments, each);
        }
        List<Object> list = List.of(copy);
        plausibility.fault(arguments, list).ifPresent(fault -> {
            throw subject.nonsense(call, fault);
        });
        return list;
    }

    private Object one(Subject subject, Object[] arguments, Object value) {
        Class<?> wanted = isCapability ? (Class<?>) arguments[0] : element;
        if (!wanted.isInstance(value)) {
            throw subject.nonsense(call, "it returned a " + value.getClass().getName());
        }
        plausibility.fault(arguments, value).ifPresent(fault -> {
            throw subject.nonsense(call, fault);
        });
        return value;
    }
}
