package dev.wharf.network.macvlan;

import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import java.util.HexFormat;

/** Hardware addresses that follow from IP addresses, so that neighbours who remember one are right about the next container. */
final class HardwareAddresses {
    private static final int BYTES = 4;

    private HardwareAddresses() {}

    /** {@code 02:42} and the last four bytes, as Docker has it; libnetwork of Docker 1.9, netutils/utils.go. */
    static MacAddress of(IpPrefix address) {
        byte[] bytes = address.address().getAddress();
        return new MacAddress(
                "02:42:" + HexFormat.ofDelimiter(":").formatHex(bytes, bytes.length - BYTES, bytes.length));
    }
}
