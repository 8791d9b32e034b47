package dev.wharf.engine.check;

import static dev.wharf.engine.check.Refusal.conflictIf;
import static dev.wharf.engine.check.Refusal.invalidIf;

import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import java.util.regex.Pattern;

/** Checks the network mode and what does not go together with it; Docker 1.9.1, runconfig/parse.go. */
final class NetworkChecks {
    private static final String CONTAINER = "container:";
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}(-[0-9]{1,5})?(/(tcp|udp|sctp))?");
    private static final Pattern HOST_PORT = Pattern.compile("([0-9]{1,5}(-[0-9]{1,5})?)?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}(%[a-zA-Z0-9]{1,15})?");
    private static final Pattern DOMAIN = Pattern.compile("[a-zA-Z0-9_.-]{1,255}");
    private static final Pattern OPTION = Pattern.compile("[a-zA-Z0-9_:.-]{1,63}");
    private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}");

    private final ContainerConfig config;
    private final NetworkConfig network;

    NetworkChecks(ContainerConfig config, HostConfig hostConfig) {
        this.config = config;
        network = hostConfig.network();
    }

    void check() {
        mode();
        ports();
        names();
        boolean isHost = network.mode().equals("host");
        boolean isContainer = network.mode().startsWith(CONTAINER);
        conflictIf(
                (isHost || isContainer) && !config.hostname().isEmpty(),
                "Conflicting options: -h and the network mode (--net)");
        conflictIf(
                (isHost || isContainer) && !network.links().isEmpty(),
                "Conflicting options: --net=" + (isHost ? "host" : "container")
                        + " can't be used with links. This would result in undefined behavior");
        conflictIf(
                (isHost || isContainer) && !network.dns().isEmpty(),
                "Conflicting options: --dns and the network mode (--net)");
        conflictIf(
                (isHost || isContainer) && !network.extraHosts().isEmpty(),
                "Conflicting options: --add-host and the network mode (--net)");
        conflictIf(
                (isHost || isContainer) && !config.macAddress().isEmpty(),
                "Conflicting options: --mac-address and the network mode (--net)");
        conflictIf(
                isContainer
                        && (network.publishAllPorts() || !network.portBindings().isEmpty()),
                "Conflicting options: -p, -P, --publish-all, --publish and the network mode (--net)");
        conflictIf(
                isContainer && !config.exposedPorts().isEmpty(),
                "Conflicting options: --expose and the network mode (--expose)");
    }

    private void mode() {
        String mode = network.mode();
        if (mode.startsWith(CONTAINER)) {
            invalidIf(
                    mode.length() == CONTAINER.length(),
                    "--net: invalid net mode: invalid container format container:<name|id>");
        }
    }

    private void ports() {
        config.exposedPorts().forEach(NetworkChecks::port);
        network.portBindings().forEach((port, bindings) -> {
            port(port);
            bindings.forEach(binding -> {
                invalidIf(
                        !HOST_PORT.matcher(binding.port()).matches() || !isRange(binding.port(), 0),
                        "Invalid hostPort: " + binding.port());
                invalidIf(
                        !binding.ip().isEmpty()
                                && !ADDRESS.matcher(binding.ip()).matches(),
                        "Invalid ip address: " + binding.ip());
            });
        });
    }

    private static void port(String port) {
        invalidIf(
                !PORT.matcher(port).matches() || !isRange(port.replaceFirst("/.*", ""), 1),
                "Invalid containerPort: " + port);
    }

    /** Whether a number or a range goes upwards within what is a port. */
    private static boolean isRange(String numbers, int lowest) {
        int previous = lowest;
        for (String number : numbers.isEmpty() ? new String[0] : numbers.split("-", -1)) {
            int port = Integer.parseInt(number);
            if (port < previous || port > HIGHEST_PORT) {
                return false;
            }
            previous = port;
        }
        return true;
    }

    /** Everything that becomes a line of a file in /etc. */
    private void names() {
        network.dns()
                .forEach(address -> invalidIf(!ADDRESS.matcher(address).matches(), address + " is not an ip address"));
        network.dnsSearch()
                .forEach(domain -> invalidIf(!DOMAIN.matcher(domain).matches(), domain + " is not a valid domain"));
        network.dnsOptions()
                .forEach(option -> invalidIf(!OPTION.matcher(option).matches(), option + " is not a valid DNS option"));
        network.extraHosts().forEach(NetworkChecks::extraHost);
        invalidIf(
                !config.macAddress().isEmpty()
                        && !MAC.matcher(config.macAddress()).matches(),
                config.macAddress() + " is not a valid mac address");
    }

    private static void extraHost(String entry) {
        int colon = entry.indexOf(':');
        invalidIf(
                colon <= 0 || !DOMAIN.matcher(entry.substring(0, colon)).matches(),
                "bad format for add-host: \"" + entry + "\"");
        String address = entry.substring(colon + 1);
        invalidIf(!ADDRESS.matcher(address).matches(), "invalid IP address in add-host: \"" + address + "\"");
    }
}
