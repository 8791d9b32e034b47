package dev.wharf.engine.network;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The environment variables that tell a container of one that it is linked with; Docker 1.9.1, links/links.go.
 *
 * @param name of the link, such as {@code /web/db}
 * @param address of the source
 * @param ports that the source exposes, such as {@code 80/tcp}
 * @param environment of the source
 */
public record LinkVariables(String name, String address, Collection<String> ports, List<String> environment) {
    /** What an image sets for its build, and means nothing to others. */
    private static final Set<String> NOT_TOLD = Set.of("HOME", "PATH");

    private static final Comparator<Port> LOWEST = Comparator.comparingInt(Port::number)
            .thenComparing(port -> !port.protocol().equals("tcp"))
            .thenComparing(Port::protocol);
    private static final Comparator<Port> TCP_FIRST = Comparator.comparing(
                    (Port port) -> !port.protocol().equals("tcp"))
            .thenComparing(Port::protocol)
            .thenComparingInt(Port::number);

    /** Checks and copies. */
    public LinkVariables {
        requireNonNull(name, "name");
        requireNonNull(address, "address");
        ports = List.copyOf(ports);
        environment = List.copyOf(environment);
    }

    /** Each as {@code NAME=value}. */
    public List<String> all() {
        List<Port> sorted =
                PortNames.each(ports).map(Port::of).sorted(TCP_FIRST).toList();
        List<String> variables = new ArrayList<>();
        sorted.stream().min(LOWEST).ifPresent(port -> variables.add(prefix() + "_PORT=" + url(port)));
        addRuns(sorted, variables);
        sorted.forEach(port -> add(port, variables));
        variables.add(prefix() + "_NAME=" + name);
        environment.forEach(entry -> addEnvironment(entry, variables));
        return variables;
    }

    /** Ports that follow one another are told as a run, too, when there are three or more. */
    private void addRuns(List<Port> sorted, List<String> variables) {
        int first = 0;
        while (first < sorted.size()) {
            int last = lastOfRun(sorted, first);
            if (last > first + 1) {
                addRun(sorted.get(first), sorted.get(last), variables);
                first = last + 1;
            } else {
                first++;
            }
        }
    }

    private static int lastOfRun(List<Port> sorted, int first) {
        int last = first;
        while (last + 1 < sorted.size() && sorted.get(last + 1).follows(sorted.get(last))) {
            last++;
        }
        return last;
    }

    private void addRun(Port first, Port last, List<String> variables) {
        String run = variable(first);
        variables.add(run + "_START=" + url(first));
        variables.add(run + "_ADDR=" + address);
        variables.add(run + "_PROTO=" + first.protocol());
        variables.add(run + "_PORT_START=" + first.number());
        variables.add(run + "_END=" + url(last));
        variables.add(run + "_PORT_END=" + last.number());
    }

    private void add(Port port, List<String> variables) {
        String variable = variable(port);
        variables.add(variable + '=' + url(port));
        variables.add(variable + "_ADDR=" + address);
        variables.add(variable + "_PORT=" + port.number());
        variables.add(variable + "_PROTO=" + port.protocol());
    }

    private void addEnvironment(String entry, List<String> variables) {
        int equals = entry.indexOf('=');
        if (equals >= 0 && !NOT_TOLD.contains(entry.substring(0, equals))) {
            variables.add(prefix() + "_ENV_" + entry);
        }
    }

    private String prefix() {
        String alias = name.substring(name.lastIndexOf('/') + 1);
        return alias.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private String variable(Port port) {
        return prefix() + "_PORT_" + port.number() + '_' + port.protocol().toUpperCase(Locale.ROOT);
    }

    private String url(Port port) {
        return port.protocol() + "://" + address + ':' + port.number();
    }

    private record Port(int number, String protocol) {
        static Port of(String name) {
            int slash = name.indexOf('/');
            return new Port(Integer.parseInt(name.substring(0, slash)), name.substring(slash + 1));
        }

        boolean follows(Port other) {
            return protocol.equals(other.protocol) && number == other.number + 1;
        }
    }
}
