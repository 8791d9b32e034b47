package dev.wharf.spi.network;

import dev.wharf.spi.AnswersWithin;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The capability of a network driver to tell what is wrong with the host, so that its networks do less than was asked. */
@ConsumerType
public interface HostReport {
    /** Seconds to answer in: the daemon's own description waits for it. */
    int SECONDS = 2;

    /** Whole sentences for the user, such as of a packet filter that is missing; empty when all is well. From memory. */
    @AnswersWithin(seconds = SECONDS)
    List<String> warnings();
}
