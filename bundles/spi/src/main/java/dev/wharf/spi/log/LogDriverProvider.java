package dev.wharf.spi.log;

import dev.wharf.spi.DriverProvider;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** The service interface under which log drivers register. */
@ConsumerType
public interface LogDriverProvider extends DriverProvider<LogDriver> {

    /**
     * Checks the options of a container at its creation, so that a bad one fails early.
     *
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT, with Docker's text, such as {@code unknown log opt 'x'
     *     for json-file log driver}
     */
    void validate(Map<String, String> options);
}
