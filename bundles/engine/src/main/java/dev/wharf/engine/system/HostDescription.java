package dev.wharf.engine.system;

import dev.wharf.engine.api.system.SystemInfo.Host;
import java.util.Optional;

/** What host this is. */
final class HostDescription {
    private final HostFiles host;

    HostDescription(HostFiles host) {
        this.host = host;
    }

    Host read() {
        return new Host(
                kernel(), operatingSystem(), machine(), Runtime.getRuntime().availableProcessors(), memory());
    }

    String name() {
        return host.text("proc/sys/kernel/hostname");
    }

    String kernel() {
        return host.text("proc/sys/kernel/osrelease");
    }

    private String operatingSystem() {
        String name = host.value("etc/os-release", "PRETTY_NAME")
                .or(() -> host.value("usr/lib/os-release", "PRETTY_NAME"))
                .map(HostDescription::unquoted)
                .orElse("Linux");
        return isContainerized() ? name + " (containerized)" : name;
    }

    /** Docker 1.9 looks for a first process in a cgroup of its own (pkg/parsers/operatingsystem). */
    private boolean isContainerized() {
        return host.text("proc/1/cgroup")
                .lines()
                .anyMatch(line -> !line.endsWith(":/") && !line.endsWith("/init.scope"));
    }

    private static String unquoted(String value) {
        Optional<String> quote = Optional.of(value)
                .filter(text -> text.length() > 1)
                .map(text -> text.substring(0, 1))
                .filter(first -> "\"'".contains(first) && value.endsWith(first));
        return quote.isPresent() ? value.substring(1, value.length() - 1) : value;
    }

    /** The machine name of uname(2). */
    private static String machine() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    /** The name that Go has for the processor, which is what Docker shows in its version. */
    static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }

    private long memory() {
        String kilobytes = host.value("proc/meminfo", "MemTotal").orElse("0 kB");
        return Long.parseLong(kilobytes.replaceAll("\\D", "")) << 10;
    }
}
