package dev.wharf.spi.testkit.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers that are none. */
enum Nonsense {
    /** Null, where the SPI knows none. */
    NULL {
        @Override
        @Nullable
        Object of(Class<?> type, @Nullable Object right) {
            return null;
        }
    },
    /** An empty list, an empty Optional, zero, or a future that never completes; null where there is nothing empty. */
    EMPTY {
        @Override
        @Nullable
        Object of(Class<?> type, @Nullable Object right) {
            if (type == CompletableFuture.class) {
                Object never = new CompletableFuture<>();
                return never;
            }
            if (type.isAssignableFrom(List.class)) {
                return List.of();
            }
            return type == Optional.class ? Optional.empty() : zero(type);
        }
    },
    /** The right answer with other ids in it. */
    FOREIGN {
        @Override
        @Nullable
        Object of(Class<?> type, @Nullable Object right) {
            return Nonsense.rebuilt(right, leaf -> isId(leaf) ? Nonsense.rebuilt(leaf, Nonsense::otherText) : leaf);
        }
    },
    /** The right answer with paths in it that are not there. */
    WRONG_PATH {
        @Override
        @Nullable
        Object of(Class<?> type, @Nullable Object right) {
            return Nonsense.rebuilt(right, leaf -> {
                if (leaf instanceof Path path) {
                    return Path.of(NOWHERE + path);
                }
                return leaf instanceof String text && text.startsWith("/") ? NOWHERE + text : leaf;
            });
        }
    };

    private static final String NOWHERE = "/nonexistent";

    /**
     * Makes the answer.
     *
     * @param type that the method returns
     * @param right the right answer; null when the work was not done
     */
    abstract @Nullable Object of(Class<?> type, @Nullable Object right);

    /** Whether the right answer is needed to make it. */
    boolean needsRight() {
        return this == FOREIGN || this == WRONG_PATH;
    }

    private static @Nullable Object zero(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? 0L : null;
    }

    /** An id is a record of one text. */
    private static boolean isId(Object value) {
        RecordComponent[] components = components(value);
        return components.length == 1 && components[0].getType() == String.class;
    }

    /** Stays within the grammar of any id. */
    private static Object otherText(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        String end = text.endsWith("0") ? "1" : "0";
        return text.substring(0, text.length() - 1) + end;
    }

    private static @Nullable Object rebuilt(@Nullable Object value, UnaryOperator<Object> leaves) {
        if (value instanceof Optional<?> optional) {
            return optional.map(content -> rebuilt(content, leaves));
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(one -> rebuilt(one, leaves)).toList();
        }
        if (value == null) {
            return null;
        }
        Object leaf = leaves.apply(value);
        return leaf != value || !value.getClass().isRecord() ? leaf : rebuiltRecord(value, leaves);
    }

    private static Object rebuiltRecord(Object value, UnaryOperator<Object> leaves) {
        RecordComponent[] components = components(value);
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @Nullable Object[] parts = new @Nullable Object[components.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = rebuilt(components[i].getAccessor().invoke(value), leaves);
            }
            return value.getClass().getDeclaredConstructor(types).newInstance(parts);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot make nonsense of " + value, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make nonsense of " + value, e);
        }
    }

    private static RecordComponent[] components(Object value) {
        return value.getClass().isRecord() ? value.getClass().getRecordComponents() : new RecordComponent[0];
    }
}
