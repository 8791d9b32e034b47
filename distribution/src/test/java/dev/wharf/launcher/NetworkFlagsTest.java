package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFlagsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-b=br0",
                "--bridge=none",
                "--bip=10.1.0.1/24 --fixed-cidr=10.1.0.128/25 --default-gateway=10.1.0.254",
                "--fixed-cidr-v6=2001:db8::/64 --ipv6 --default-gateway-v6=2001:db8::1",
                "--default-gateway-v6=fe80::1",
                "--ip=192.168.1.7 --mtu=1400 --icc=false --ip-masq=false",
                "--ip=:: --mtu=0 --iptables=false",
                "--dns=9.9.9.9 --dns=2620:fe::fe --dns-search=. --dns-search=a-b.example.org. --dns-opt=ndots:2",
                "--ip-forward=false --userland-proxy=false"
            })
    void whatDockerdTakesIsTaken(String flags) {
        assertThatCode(() -> check(flags)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-b=a-name-that-is-too-long | invalid name for --bridge: a-name-that-is-too-long: an interface has up to 15 characters without blanks, slashes and colons",
                "-b=a/b | invalid name for --bridge: a/b: an interface has up to 15 characters without blanks, slashes and colons",
                "-b=.. | invalid name for --bridge: ..: an interface has up to 15 characters without blanks, slashes and colons",
                "--bip=10.1.0.1 | invalid CIDR address for --bip: 10.1.0.1",
                "--bip=10.1.0.1/33 | invalid CIDR address for --bip: 10.1.0.1/33",
                "--bip=example.org/8 | invalid CIDR address for --bip: example.org/8",
                "--bip=10.1.0.1/31 | invalid subnet for --bip: it has no room for containers",
                "--bip=fd00::1/64 | --bip takes IPv4",
                "--fixed-cidr=fd00::/64 | --fixed-cidr takes IPv4",
                "--fixed-cidr-v6=10.0.0.0/8 | --fixed-cidr-v6 takes IPv6",
                "--default-gateway=fd00::1 | --default-gateway takes IPv4",
                "--default-gateway-v6=10.0.0.1 | --default-gateway-v6 takes IPv6",
                "--bip=10.1.0.1/24 --fixed-cidr=10.2.0.0/25 | --fixed-cidr 10.2.0.0 does not lie in the subnet of 10.1.0.1/24",
                "--bip=10.1.0.1/24 --fixed-cidr=10.1.0.0/16 | --fixed-cidr 10.1.0.0 does not lie in the subnet of 10.1.0.1/24",
                "--bip=10.1.0.1/24 --default-gateway=10.2.0.1 | --default-gateway 10.2.0.1 does not lie in the subnet of 10.1.0.1/24",
                "--fixed-cidr-v6=fd00::/64 --default-gateway-v6=fd01::1 | --default-gateway-v6 fd01::1 does not lie in the subnet of fd00::/64",
                "--ip=localhost | localhost is not an ip address: --ip takes one",
                "--ip=1.2.3 | 1.2.3 is not an ip address: --ip takes one",
                "--dns=1.2.3.400 | 1.2.3.400 is not an ip address: --dns takes one",
                "--dns-search=bad- | bad- is not a valid domain: --dns-search takes one, or a dot for none",
                "--dns-opt=a@b | invalid option for --dns-opt: \"a b\": it has no blanks",
                "--mtu=67 | invalid number for --mtu: 67: it lies between 68 and 65535, or is 0 for that of the kernel",
                "--mtu=many | invalid number for --mtu: many: it lies between 68 and 65535, or is 0 for that of the kernel",
                "--mtu=70000 | invalid number for --mtu: 70000: it lies between 68 and 65535, or is 0 for that of the kernel"
            })
    void whatMakesNoSenseIsNamed(String flags, String reason) {
        assertThatThrownBy(() -> check(flags))
                .isInstanceOf(UsageException.class)
                .hasMessage(reason);
    }

    @Test
    void aBridgeAndItsAddressExcludeOneAnother() {
        assertThatThrownBy(() -> check("-b=br0 --bip=10.1.0.1/24"))
                .hasMessage("You specified -b & --bip, mutually exclusive options. Please specify only one.");
    }

    @Test
    void withoutThePacketFilterContainersCannotBeKeptApart() {
        assertThatThrownBy(() -> check("--iptables=false --icc=false"))
                .hasMessage("You specified --iptables=false with --icc=false. ICC uses iptables to function. Please set"
                        + " --icc or --iptables to true.");
    }

    @Test
    void theFrameworkIsToldWhatWasSetByTheNamesOfTheFlags() {
        Distribution distribution = new Distribution(Path.of("/opt/wharf"));
        Map<Setting, List<String>> values =
                values("-b=br0 --icc=false --mtu=1400 --dns=9.9.9.9 --dns=8.8.8.8 --dns-opt=ndots:2 --dns-search=a.b");

        Map<String, String> properties = FrameworkProperties.of(Configuration.of(values, distribution), distribution);

        assertThat(properties)
                .containsEntry("wharf.bridge", "br0")
                .containsEntry("wharf.icc", "false")
                .containsEntry("wharf.mtu", "1400")
                .containsEntry("wharf.dns", "9.9.9.9\n8.8.8.8")
                .containsEntry("wharf.dns-opt", "ndots:2")
                .containsEntry("wharf.dns-search", "a.b")
                .doesNotContainKeys("wharf.bip", "wharf.ipv6", "wharf.iptables", "wharf.userland-proxy");
    }

    /** Flags with blanks between; an at sign stands for a blank within one. */
    private static Map<Setting, List<String>> values(String flags) {
        return Flags.parse(List.of(flags.split(" ", -1)).stream()
                        .map(flag -> flag.replace('@', ' '))
                        .toList())
                .values();
    }

    private static void check(String flags) {
        NetworkFlags.check(values(flags));
    }
}
