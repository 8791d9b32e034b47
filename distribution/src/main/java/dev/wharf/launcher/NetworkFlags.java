package dev.wharf.launcher;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of networks. Texts as in Docker 1.9.1, {@code daemon/daemon_unix.go} (verifyDaemonSettings) and {@code
 * opts/opts.go}, where it has any.
 */
final class NetworkFlags {
    private static final Set<Setting> ALL = EnumSet.range(Setting.BRIDGE, Setting.DNS_SEARCH);

    /** As the kernel takes it: net/core/dev.c, dev_valid_name, IFNAMSIZ. */
    private static final Pattern BRIDGE = Pattern.compile("(?!\\.{1,2}$)[^/:\\s]{1,15}");

    private static final Pattern DOMAIN = Pattern.compile("\\.|(?=.*[a-zA-Z])[a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?"
            + "(\\.[a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?)*\\.?");
    private static final Pattern MTU = Pattern.compile("0|[0-9]{2,5}");
    private static final int LEAST_MTU = 68;
    private static final int MOST_MTU = 65_535;

    private final Map<Setting, List<String>> values;

    private NetworkFlags(Map<Setting, List<String>> values) {
        this.values = values;
    }

    /** All of them. */
    static Set<Setting> all() {
        return EnumSet.copyOf(ALL);
    }

    /** The framework property of one, which is named by its flag. */
    static String property(Setting setting) {
        List<String> flags = setting.flags();
        return "wharf." + flags.get(flags.size() - 1).substring("--".length());
    }

    /**
     * Checks them.
     *
     * @throws UsageException when one makes no sense, or when two exclude one another
     */
    static void check(Map<Setting, List<String>> values) {
        NetworkFlags flags = new NetworkFlags(values);
        flags.checkForms();
        flags.checkConflicts();
        flags.checkSubnets();
    }

    private void checkForms() {
        text(Setting.BRIDGE)
                .filter(name -> !BRIDGE.matcher(name).matches())
                .ifPresent(name -> refuse("invalid name for --bridge: " + name + ": an interface has up to 15"
                        + " characters without blanks, slashes and colons"));
        for (Setting setting : List.of(Setting.DEFAULT_GATEWAY, Setting.DEFAULT_GATEWAY_V6, Setting.IP, Setting.DNS)) {
            values.getOrDefault(setting, List.of()).forEach(text -> address(setting, text));
        }
        for (Setting setting : List.of(Setting.BIP, Setting.FIXED_CIDR, Setting.FIXED_CIDR_V6)) {
            subnet(setting);
        }
        values.getOrDefault(Setting.DNS_SEARCH, List.of()).stream()
                .filter(domain -> !DOMAIN.matcher(domain).matches())
                .forEach(
                        domain -> refuse(domain + " is not a valid domain: --dns-search takes one, or a dot for none"));
        values.getOrDefault(Setting.DNS_OPTIONS, List.of()).stream()
                .filter(option -> option.isEmpty() || option.matches("(?s).*\\s.*"))
                .forEach(option -> refuse("invalid option for --dns-opt: \"" + option + "\": it has no blanks"));
        text(Setting.MTU)
                .filter(mtu -> !isMtu(mtu))
                .ifPresent(mtu -> refuse("invalid number for --mtu: " + mtu + ": it lies between " + LEAST_MTU + " and "
                        + MOST_MTU + ", or is 0 for that of the kernel"));
    }

    private void checkConflicts() {
        if (text(Setting.BRIDGE).isPresent() && text(Setting.BIP).isPresent()) {
            refuse("You specified -b & --bip, mutually exclusive options. Please specify only one.");
        }
        if (isOff(Setting.IPTABLES) && isOff(Setting.ICC)) {
            refuse("You specified --iptables=false with --icc=false. ICC uses iptables to function. Please set --icc or"
                    + " --iptables to true.");
        }
    }

    private void checkSubnets() {
        family(Setting.BIP, false);
        family(Setting.FIXED_CIDR, false);
        family(Setting.FIXED_CIDR_V6, true);
        Optional<IpText> bridge = subnet(Setting.BIP);
        bridge.filter(subnet -> subnet.length() > 30)
                .ifPresent(subnet -> refuse("invalid subnet for --bip: it has no room for containers"));
        requirePart(bridge, Setting.FIXED_CIDR, subnet(Setting.FIXED_CIDR));
        requirePart(bridge, Setting.DEFAULT_GATEWAY, gateway(Setting.DEFAULT_GATEWAY, false));
        requirePart(
                subnet(Setting.FIXED_CIDR_V6), Setting.DEFAULT_GATEWAY_V6, gateway(Setting.DEFAULT_GATEWAY_V6, true));
    }

    private static void requirePart(Optional<IpText> subnet, Setting setting, Optional<IpText> part) {
        if (subnet.isPresent() && part.isPresent() && !subnet.get().contains(part.get())) {
            refuse(flag(setting) + " " + part.get().address() + " does not lie in the subnet of "
                    + subnet.get().address() + "/" + subnet.get().length());
        }
    }

    private void family(Setting setting, boolean isV6) {
        subnet(setting).filter(subnet -> subnet.isV6() != isV6).ifPresent(subnet -> wrongFamily(setting, isV6));
    }

    private Optional<IpText> gateway(Setting setting, boolean isV6) {
        Optional<IpText> gateway = text(setting).map(text -> address(setting, text));
        gateway.filter(address -> address.isV6() != isV6).ifPresent(address -> wrongFamily(setting, isV6));
        return gateway;
    }

    private Optional<IpText> subnet(Setting setting) {
        return text(setting).map(text -> IpText.subnet(text)
                .orElseThrow(() -> UsageException.of("invalid CIDR address for " + flag(setting) + ": " + text)));
    }

    private static IpText address(Setting setting, String text) {
        return IpText.address(text)
                .orElseThrow(() -> UsageException.of(text + " is not an ip address: " + flag(setting) + " takes one"));
    }

    private static boolean isMtu(String text) {
        int bytes = MTU.matcher(text).matches() ? Integer.parseInt(text) : -1;
        return bytes == 0 || (bytes >= LEAST_MTU && bytes <= MOST_MTU);
    }

    private boolean isOff(Setting setting) {
        return text(setting).filter(value -> !Boolean.parseBoolean(value)).isPresent();
    }

    /** The value; empty when it is unset. */
    private Optional<String> text(Setting setting) {
        List<String> given = values.getOrDefault(setting, List.of());
        return given.isEmpty()
                ? Optional.empty()
                : Optional.of(given.get(given.size() - 1)).filter(t -> !t.isEmpty());
    }

    private static String flag(Setting setting) {
        return setting.flags().get(setting.flags().size() - 1);
    }

    private static void wrongFamily(Setting setting, boolean isV6) {
        refuse(flag(setting) + " takes IPv" + (isV6 ? 6 : 4));
    }

    private static void refuse(String reason) {
        throw UsageException.of(reason);
    }
}
