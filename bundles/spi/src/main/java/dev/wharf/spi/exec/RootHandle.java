package dev.wharf.spi.exec;

import dev.wharf.spi.AnswersWithin;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** An open descriptor of the root of a container as its processes see it, with all its mounts. */
@ConsumerType
public interface RootHandle extends AutoCloseable {

    /** A path to the root through the descriptor, valid until the handle is closed. */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    Path path();

    /** Closes the descriptor. Closing twice is harmless. */
    @Override
    void close();
}
