package dev.wharf.spi.testkit.exec;

import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.ResourceLimit;
import dev.wharf.spi.exec.SeccompPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds the specification of a process: root with a few capabilities, in {@code /}. For one thread. */
final class Command {
    private final List<String> arguments;
    private List<String> environment = List.of("PATH=/sbin:/bin", "A=b");
    private String folder = "/";
    private String user = "";
    private List<String> groups = List.of();
    private Set<String> capabilities = Set.of("CHOWN", "KILL", "SETUID", "SETGID");
    private List<ResourceLimit> limits = List.of();
    private boolean terminal;
    private boolean input;
    private boolean noNewPrivileges;
    private int oomScoreAdjust;
    private Optional<SeccompPolicy> seccomp = Optional.empty();

    private Command(List<String> arguments) {
        this.arguments = arguments;
    }

    /** A command with its arguments. */
    static Command of(String... arguments) {
        return new Command(List.of(arguments));
    }

    /** A script of the shell. */
    static Command shell(String script) {
        return of("sh", "-c", script);
    }

    Command environment(String... variables) {
        environment = List.of(variables);
        return this;
    }

    Command folder(String path) {
        folder = path;
        return this;
    }

    Command user(String name) {
        user = name;
        return this;
    }

    Command groups(String... names) {
        groups = List.of(names);
        return this;
    }

    Command capabilities(String... names) {
        capabilities = Set.of(names);
        return this;
    }

    Command limit(String name, long soft, long hard) {
        limits = List.of(new ResourceLimit(name, soft, hard));
        return this;
    }

    Command terminal() {
        terminal = true;
        input = true;
        return this;
    }

    Command input() {
        input = true;
        return this;
    }

    Command noNewPrivileges() {
        noNewPrivileges = true;
        return this;
    }

    Command oomScoreAdjust(int value) {
        oomScoreAdjust = value;
        return this;
    }

    Command seccomp(SeccompPolicy policy) {
        seccomp = Optional.of(policy);
        return this;
    }

    boolean hasTerminal() {
        return terminal;
    }

    boolean hasInput() {
        return input;
    }

    ProcessSpec spec() {
        return new ProcessSpec(
                arguments,
                environment,
                folder,
                user,
                groups,
                capabilities,
                limits,
                terminal,
                noNewPrivileges,
                oomScoreAdjust,
                seccomp,
                "");
    }
}
