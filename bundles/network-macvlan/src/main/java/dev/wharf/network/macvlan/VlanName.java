package dev.wharf.network.macvlan;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an interface for one VLAN, such as {@code eth0.10}. The texts are those of libnetwork of Docker 20.10,
 * drivers/macvlan/macvlan_setup.go.
 *
 * @param parent the interface that carries the VLAN
 * @param id of the VLAN
 */
record VlanName(String parent, int id) {
    private static final Pattern GRAMMAR = Pattern.compile("([^.]+)\\.(\\d{1,9})");
    private static final int LAST_ID = 4094;

    VlanName {
        requireNonNull(parent, "parent");
    }

    /**
     * Reads the name of an interface that is not there.
     *
     * @throws DriverException INVALID_ARGUMENT when it is no such name
     */
    static VlanName of(String name) {
        if (name.indexOf('.') < 0) {
            throw invalid("parent interface " + name + " does not exist");
        }
        Matcher matcher = GRAMMAR.matcher(name);
        if (!matcher.matches()) {
            throw invalid("invalid subinterface vlan name " + name + ", example formatting is eth0.10");
        }
        int id = Integer.parseInt(matcher.group(2));
        if (id < 1 || id > LAST_ID) {
            throw invalid("vlan id must be between 1-4094, received: " + id);
        }
        return new VlanName(matcher.group(1), id);
    }

    private static DriverException invalid(String message) {
        return new DriverException(Kind.INVALID_ARGUMENT, message);
    }
}
