package dev.wharf.engine.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the daemon connects containers, by dockerd's flags. An empty text means unset.
 *
 * @param bridge of the default network; {@code none} for no such network; empty for {@code docker0}
 * @param bip address of the bridge with its prefix length
 * @param fixedCidr the part of its subnet that containers get
 * @param fixedCidrV6 IPv6 subnet of the default network
 * @param ipv6 whether containers of the default network get IPv6 addresses
 * @param defaultGateway IPv4 router of the default network, where it is not the bridge
 * @param defaultGatewayV6 IPv6 router of the default network, where it is not the bridge
 * @param icc whether containers of the default network reach one another
 * @param ip where ports are published that name no address
 * @param ipForward whether the host is made to forward
 * @param ipMasq whether containers go out with the host's address
 * @param iptables whether the kernel's packet filter is touched at all
 * @param mtu of the default network; 0 for the kernel's
 * @param userlandProxy whether the host's own [::1] reaches published ports through the daemon
 * @param dns servers of containers that name none
 * @param dnsOptions of containers that name none
 * @param dnsSearch domains of containers that name none
 */
public record NetworkSettings(
        String bridge,
        String bip,
        String fixedCidr,
        String fixedCidrV6,
        boolean ipv6,
        String defaultGateway,
        String defaultGatewayV6,
        boolean icc,
        String ip,
        boolean ipForward,
        boolean ipMasq,
        boolean iptables,
        int mtu,
        boolean userlandProxy,
        List<String> dns,
        List<String> dnsOptions,
        List<String> dnsSearch) {

    /** Framework properties are named {@code wharf.} and dockerd's flag, such as {@code wharf.fixed-cidr}. */
    public static final String PREFIX = "wharf.";

    /** Checks and copies. */
    public NetworkSettings {
        requireNonNull(bridge, "bridge");
        requireNonNull(bip, "bip");
        requireNonNull(fixedCidr, "fixedCidr");
        requireNonNull(fixedCidrV6, "fixedCidrV6");
        requireNonNull(defaultGateway, "defaultGateway");
        requireNonNull(defaultGatewayV6, "defaultGatewayV6");
        requireNonNull(ip, "ip");
        dns = List.copyOf(dns);
        dnsOptions = List.copyOf(dnsOptions);
        dnsSearch = List.copyOf(dnsSearch);
    }

    /** dockerd's defaults. */
    public static NetworkSettings defaults() {
        return from(name -> null);
    }

    static NetworkSettings from(Function<String, @Nullable String> property) {
        Reader flags = new Reader(property);
        return new NetworkSettings(
                flags.text("bridge"),
                flags.text("bip"),
                flags.text("fixed-cidr"),
                flags.text("fixed-cidr-v6"),
                flags.isOn("ipv6", false),
                flags.text("default-gateway"),
                flags.text("default-gateway-v6"),
                flags.isOn("icc", true),
                flags.text("ip"),
                flags.isOn("ip-forward", true),
                flags.isOn("ip-masq", true),
                flags.isOn("iptables", true),
                flags.number("mtu"),
                flags.isOn("userland-proxy", true),
                flags.lines("dns"),
                flags.lines("dns-opt"),
                flags.lines("dns-search"));
    }

    private record Reader(Function<String, @Nullable String> property) {
        private String text(String flag) {
            return Optional.ofNullable(property.apply(PREFIX + flag)).orElse("");
        }

        private boolean isOn(String flag, boolean fallback) {
            String text = text(flag).toLowerCase(Locale.ROOT);
            return text.isEmpty() ? fallback : Boolean.parseBoolean(text);
        }

        private int number(String flag) {
            String text = text(flag);
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        }

        private List<String> lines(String flag) {
            return text(flag).lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
