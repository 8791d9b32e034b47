package dev.wharf.store.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes which case of a sealed interface a record is, under the key {@code case}, as the simple name of its class.
 * Without it only the owners of such interfaces could say so, with annotations of a library that they do not see.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        if (annotated instanceof AnnotatedClass type && sealedRoot(type.getRawType())) {
            return JsonTypeInfo.Value.construct(
                    JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "case", null, false, null, null);
        }
        return super.findPolymorphicTypeInfo(config, annotated);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        Class<?> type = annotated.getRawType();
        if (annotated instanceof AnnotatedClass && type.isInterface() && type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses())
                    .map(permitted -> new NamedType(permitted, permitted.getSimpleName()))
                    .toList();
        }
        return super.findSubtypes(annotated);
    }

    /** A sealed interface, or a case of one: both must agree that the case is written. */
    private static boolean sealedRoot(Class<?> type) {
        return (type.isInterface() && type.isSealed())
                || Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }
}
