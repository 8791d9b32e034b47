package dev.wharf.drivers.guard;

import dev.wharf.spi.Driver;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the interfaces of the SPI that an object has. */
final class Faces {
    private static final String SPI = Driver.class.getPackageName() + '.';
    private static final ClassValue<Class<?>[]> OF_CLASSES = new ClassValue<>() {
        @Override
        protected Class<?>[] computeValue(Class<?> type) {
            Set<Class<?>> found = new LinkedHashSet<>();
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                collect(each, found);
            }
            return found.toArray(Class<?>[]::new);
        }
    };

    private Faces() {}

    /** Those of an object, the ones of its own class first. */
    static Class<?>[] of(Object object) {
        return OF_CLASSES.get(object.getClass()).clone();
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        for (Class<?> face : type.getInterfaces()) {
            if (isOfSpi(face)) {
                found.add(face);
            } else {
                collect(face, found);
            }
        }
    }

    /** Whether an interface is one of those that the engine calls, and not one of the driver's own. */
    static boolean isOfSpi(Class<?> type) {
        return type.isInterface()
                && Modifier.isPublic(type.getModifiers())
                && type.getName().startsWith(SPI)
                && type.getClassLoader() == Driver.class.getClassLoader();
    }

    /** Whether the engine gets a guarded object in place of one of that type. */
    static boolean isHandedOut(Class<?> type) {
        return isOfSpi(type) && !type.isSealed();
    }
}
