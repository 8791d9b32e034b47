package dev.wharf.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open driver. After {@link #close()} has returned the engine calls no method of the driver, nor of anything that it
 * handed out. The engine, not the driver, counts users.
 */
@ConsumerType
public interface Driver extends AutoCloseable {

    /**
     * Finds a capability: a small extra interface that this driver may have.
     *
     * @return the capability, or empty when the driver does not have it
     */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    default <T> Optional<T> as(Class<T> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }

    /**
     * Lets go of everything that the driver holds in memory. State on disk and in the kernel stays: opening the driver
     * on the same folders again must bring it back. Closing twice is harmless.
     */
    @Override
    void close();
}
