package dev.wharf.network.bridge;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.NetworkSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of a network, with the names and defaults of Docker's driver; libnetwork of Docker 1.9,
 * drivers/bridge/bridge.go. Others are ignored, as there. {@code host_binding_ipv4} is for the engine, which says where a port
 * is published; {@code default_bridge} has no meaning here.
 *
 * @param bridge name of the bridge
 * @param isNamed whether the user named it
 * @param containersTalk whether containers of the network reach one another
 * @param isMasqueraded whether containers go out with the address of the host
 * @param mtu empty for the kernel's
 */
record BridgeOptions(String bridge, boolean isNamed, boolean containersTalk, boolean isMasqueraded, OptionalInt mtu) {
    static final String NAME = "com.docker.network.bridge.name";
    static final String ICC = "com.docker.network.bridge.enable_icc";
    static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";
    static final String MTU = "com.docker.network.driver.mtu";

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    /** What dev_valid_name of the kernel takes; net/core/dev.c. */
    private static final Pattern INTERFACE = Pattern.compile("(?!\\.{1,2}$)[^/:\\s\\x00]{1,15}");

    BridgeOptions {
        requireNonNull(bridge, "bridge");
        requireNonNull(mtu, "mtu");
    }

    /**
     * Reads them.
     *
     * @throws DriverException INVALID_ARGUMENT, in Docker's words
     */
    static BridgeOptions of(NetworkSpec network) {
        Map<String, String> options = network.options();
        Optional<String> name = Optional.ofNullable(options.get(NAME)).filter(text -> !text.isEmpty());
        name.filter(text -> !INTERFACE.matcher(text).matches()).ifPresent(text -> {
            throw unreadable(NAME, text, "invalid interface name");
        });
        return new BridgeOptions(
                name.orElseGet(() -> Names.bridge(network.id())),
                name.isPresent(),
                isOn(options, ICC),
                isOn(options, MASQUERADE),
                mtu(options));
    }

    private static boolean isOn(Map<String, String> options, String option) {
        String text = options.getOrDefault(option, "true");
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            throw unreadable(option, text, "strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        }
        return TRUE.contains(text);
    }

    private static OptionalInt mtu(Map<String, String> options) {
        String text = options.getOrDefault(MTU, "0");
        try {
            int mtu = Integer.parseInt(text);
            if (mtu < 0) {
                throw new DriverException(Kind.INVALID_ARGUMENT, "invalid MTU number: " + mtu);
            }
            return mtu == 0 ? OptionalInt.empty() : OptionalInt.of(mtu);
        } catch (NumberFormatException e) {
            throw unreadable(MTU, text, "strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }

    private static DriverException unreadable(String option, String text, String why) {
        return new DriverException(
                Kind.INVALID_ARGUMENT, "failed to parse " + option + " value: " + text + " (" + why + ")");
    }
}
