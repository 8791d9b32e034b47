package dev.wharf.network.macvlan;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.network.LinkMessages.MacvlanMode;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.NetworkSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of a network, with Docker's names, defaults and texts; libnetwork of Docker 20.10, drivers/macvlan. Other options
 * are refused, where Docker ignores them: a misspelt parent would go unnoticed.
 *
 * @param parent the interface of the host whose network the containers join; empty for a network that is on no wire
 * @param mode how containers with one parent reach one another
 */
record MacvlanOptions(Optional<String> parent, MacvlanMode mode) {
    static final String PARENT = "parent";
    static final String MODE = "macvlan_mode";

    private static final Map<String, MacvlanMode> MODES = Map.of(
            "", MacvlanMode.BRIDGE,
            "bridge", MacvlanMode.BRIDGE,
            "private", MacvlanMode.PRIVATE,
            "vepa", MacvlanMode.VEPA,
            "passthru", MacvlanMode.PASSTHRU);
    /** What dev_valid_name of the kernel takes; net/core/dev.c. */
    private static final Pattern INTERFACE = Pattern.compile("(?!\\.{1,2}$)[^/:\\s\\x00]{1,15}");

    MacvlanOptions {
        requireNonNull(parent, "parent");
        requireNonNull(mode, "mode");
    }

    /**
     * Reads them.
     *
     * @throws DriverException INVALID_ARGUMENT
     */
    static MacvlanOptions of(NetworkSpec network) {
        Map<String, String> options = network.options();
        options.keySet().stream()
                .filter(option -> !Set.of(PARENT, MODE).contains(option))
                .sorted()
                .findFirst()
                .ifPresent(option -> {
                    throw invalid("unknown option of the driver macvlan: " + option);
                });
        return new MacvlanOptions(parent(options.getOrDefault(PARENT, "")), mode(options.getOrDefault(MODE, "")));
    }

    private static Optional<String> parent(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.equals("lo")) {
            throw invalid("loopback interface is not a valid macvlan parent link");
        }
        if (!INTERFACE.matcher(text).matches()) {
            throw invalid("invalid name of a parent interface: " + text);
        }
        return Optional.of(text);
    }

    private static MacvlanMode mode(String text) {
        return Optional.ofNullable(MODES.get(text))
                .orElseThrow(() -> invalid("requested macvlan mode '" + text
                        + "' is not valid, 'bridge' mode is the macvlan driver default"));
    }

    private static DriverException invalid(String message) {
        return new DriverException(Kind.INVALID_ARGUMENT, message);
    }
}
