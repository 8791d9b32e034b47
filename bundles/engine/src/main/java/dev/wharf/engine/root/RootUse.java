package dev.wharf.engine.root;

import java.util.function.Supplier;

/** Somebody works with the files of a container. It is neither removed nor moved until this is closed. */
@FunctionalInterface
public interface RootUse extends AutoCloseable {

    /** Does work, and ends the use. */
    default <T> T during(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            close();
        }
    }

    /** Ends the use. Closing twice is harmless. */
    @Override
    void close();
}
