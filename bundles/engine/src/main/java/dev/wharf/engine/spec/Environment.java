package dev.wharf.engine.spec;

import dev.wharf.engine.api.container.ContainerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the environment of the first process; nothing is inherited from the daemon. */
public final class Environment {
    /** Where commands are looked up. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Environment() {}

    /**
     * PATH, HOSTNAME, TERM with a terminal, then those of the configuration, which replace the same names in place. A
     * name without {@code =} takes the variable away. HOME is the driver's business.
     */
    public static List<String> of(ContainerConfig config) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", PATH);
        if (!config.hostname().isEmpty()) {
            variables.put("HOSTNAME", fullHostname(config));
        }
        if (config.tty()) {
            variables.put("TERM", "xterm");
        }
        config.env().forEach(entry -> apply(variables, entry));
        List<String> result = new ArrayList<>();
        variables.forEach((name, value) -> result.add(name + '=' + value));
        return result;
    }

    /** The variables by name; those without a value are left out. */
    public static Map<String, String> byName(List<String> environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach(entry -> apply(variables, entry));
        return variables;
    }

    /** The name in {@code NAME=value} or {@code NAME}. */
    public static String name(String entry) {
        int equals = entry.indexOf('=');
        return equals < 0 ? entry : entry.substring(0, equals);
    }

    private static void apply(Map<String, String> variables, String entry) {
        int equals = entry.indexOf('=');
        if (equals < 0) {
            variables.remove(entry);
        } else {
            variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
    }

    private static String fullHostname(ContainerConfig config) {
        return config.domainname().isEmpty() ? config.hostname() : config.hostname() + '.' + config.domainname();
    }
}
