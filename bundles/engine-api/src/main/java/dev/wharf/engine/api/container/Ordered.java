package dev.wharf.engine.api.container;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Unmodifiable copies that keep the order in which the client wrote. */
final class Ordered {
    private Ordered() {}

    static <T> Set<T> set(Set<T> elements) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
    }

    static <K, V> Map<K, V> map(Map<K, V> entries) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
}
