package dev.wharf.engine.network;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A line of a container's hosts(5): address, TAB, names with a blank between; Docker 1.9.1, libnetwork etchosts.
 *
 * @param address IPv4 or IPv6
 * @param names the first one is the one by which the line is found again
 */
public record HostsLine(String address, List<String> names) {
    /** Checks and copies. */
    public HostsLine {
        requireNonNull(address, "address");
        names = List.copyOf(names);
    }

    /** The line of the container itself. */
    public static HostsLine own(String address, String hostname, String domainname) {
        List<String> names = domainname.isEmpty() ? List.of(hostname) : List.of(hostname + '.' + domainname, hostname);
        return new HostsLine(address, names);
    }

    /** With its line feed. */
    public String text() {
        return address + '\t' + String.join(" ", names) + '\n';
    }

    /** A text with this line behind the last one of these, or else before all others; unless it is there. */
    public String behind(List<HostsLine> own, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.stream().noneMatch(this::is)) {
            int last = lines.size() - 1;
            while (last >= 0 && !isOneOf(own, lines.get(last))) {
                last--;
            }
            lines.add(last + 1, address + '\t' + String.join(" ", names));
        }
        return lines.stream().map(line -> line + '\n').collect(Collectors.joining());
    }

    private static boolean isOneOf(List<HostsLine> own, String line) {
        return own.stream().anyMatch(one -> one.is(line));
    }

    /** A text without this line. */
    public String outOf(String text) {
        return rest(text, line -> is(line) ? "" : line + '\n');
    }

    /** A text in which the first name has this address: in the lines that tell it, else in one more at its end. */
    public String within(String text) {
        String moved =
                rest(text, line -> tells(line) ? address + line.substring(line.indexOf('\t')) + '\n' : line + '\n');
        return moved.lines().anyMatch(this::tells) ? moved : moved + text();
    }

    /** A text without the lines that tell the first name. */
    public String forgottenIn(String text) {
        return rest(text, line -> tells(line) ? "" : line + '\n');
    }

    private static String rest(String text, UnaryOperator<String> line) {
        return text.lines().map(line).collect(Collectors.joining());
    }

    private boolean is(String line) {
        return (line + '\n').equals(text());
    }

    private boolean tells(String line) {
        int tab = line.indexOf('\t');
        return tab > 0 && List.of(line.substring(tab + 1).split(" ")).indexOf(names.get(0)) == 0;
    }
}
