package dev.wharf.spi.network;

import static java.util.Objects.requireNonNull;

/**
 * How an interface appears in a container.
 *
 * @param interfaceName its name there, such as {@code eth0}; free there
 * @param isDefaultRoute whether what is for nobody else goes this way
 */
public record JoinOptions(String interfaceName, boolean isDefaultRoute) {
    /** Checks the name. */
    public JoinOptions {
        requireNonNull(interfaceName, "interfaceName");
    }
}
