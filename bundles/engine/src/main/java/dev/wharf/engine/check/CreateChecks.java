package dev.wharf.engine.check;

import static dev.wharf.engine.check.Refusal.conflictIf;
import static dev.wharf.engine.check.Refusal.invalidIf;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RestartPolicy;
import dev.wharf.engine.api.container.SecurityConfig;
import dev.wharf.engine.spec.AppArmor;
import dev.wharf.engine.spec.BindSpec;
import dev.wharf.engine.spec.Capabilities;
import dev.wharf.engine.spec.HostFacts;
import dev.wharf.engine.spec.Paths;
import dev.wharf.engine.spec.SecurityOptions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks what a client asks for before anything is made. Thread-safe. */
public final class CreateChecks {
    private static final Set<String> RESTART = Set.of("", "no", "always", "on-failure", "unless-stopped");

    /** MAX_ARG_STRLEN of the kernel. */
    private static final int LONGEST_ARGUMENT = 131_072;

    private static final Pattern HOST_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    /** What lies in namespaces of its own, so that setting it touches no other container (runc, sysctl checks). */
    private static final Pattern SYSCTL = Pattern.compile(
            "kernel\\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|(fs\\.mqueue|net)\\.[a-zA-Z0-9_./-]+");

    /** The options of Docker 20.10, pkg/mount, for tmpfs(5). */
    private static final Pattern TMPFS = Pattern.compile(
            "(no)?(exec|suid|dev|atime|diratime)|r[ow]|relatime|strictatime|sync"
                    + "|dirsync|defaults|(size|nr_blocks|nr_inodes)=[0-9]{1,18}[kKmMgG%]?|mode=[0-7]{1,4}|[ug]id=[0-9]{1,10}");

    private final HostFacts host;

    /** Checks for a host. */
    public CreateChecks(HostFacts host) {
        this.host = host;
    }

    /**
     * Checks a configuration into which the image's defaults are merged.
     *
     * @throws EngineException InvalidArgument
     */
    public void config(ContainerConfig merged) {
        values(merged);
        invalidIf(ConfigMerge.command(merged).isEmpty(), "No command specified");
    }

    /**
     * Checks a host configuration.
     *
     * @param config what the client said itself: only that can contradict the host configuration
     * @throws EngineException InvalidArgument, Conflict, NotFound for a network, Unsupported
     */
    public void hostConfig(ContainerConfig config, HostConfig hostConfig) {
        new NetworkChecks(config, hostConfig).check();
        new ResourceChecks(hostConfig.resources(), host).check();
        restartPolicy(hostConfig);
        security(config, hostConfig.security());
        mounts(config, hostConfig);
        hostConfig.sysctls().keySet().forEach(name -> sysctl(name, hostConfig));
        invalidIf(hostConfig.shmSize() < 0, "SHM size can not be less than 0");
    }

    private static void values(ContainerConfig config) {
        invalidIf(
                !config.workingDir().isEmpty() && !config.workingDir().startsWith("/"),
                "The working directory '" + config.workingDir() + "' is invalid. It needs to be an absolute path.");
        name("hostname", config.hostname());
        name("domainname", config.domainname());
        ConfigMerge.command(config).forEach(argument -> text("command", argument));
        config.env().forEach(CreateChecks::variable);
        text("user", config.user());
        Paths.clean(config.workingDir());
        if (!config.stopSignal().isEmpty()) {
            Signals.number(config.stopSignal());
        }
    }

    private static void variable(String entry) {
        invalidIf(entry.isEmpty() || entry.startsWith("="), "invalid environment variable: " + entry);
        text("environment", entry);
    }

    private static void name(String what, String name) {
        invalidIf(!name.isEmpty() && !HOST_NAME.matcher(name).matches(), "invalid " + what + " format: " + name);
    }

    private static void text(String what, String text) {
        invalidIf(text.indexOf('\0') >= 0, "invalid " + what + ": contains a NUL character");
        invalidIf(text.length() >= LONGEST_ARGUMENT, "invalid " + what + ": argument list too long");
    }

    private static void restartPolicy(HostConfig hostConfig) {
        RestartPolicy policy = hostConfig.restartPolicy();
        invalidIf(!RESTART.contains(policy.name()), "invalid restart policy '" + policy.name() + "'");
        invalidIf(policy.maximumRetryCount() < 0, "maximum retry count cannot be negative");
        invalidIf(
                policy.maximumRetryCount() > 0 && !policy.name().equals("on-failure"),
                "maximum retry count cannot be used with restart policy '" + policy.name() + "'");
        boolean restarts = !policy.name().isEmpty() && !policy.name().equals("no");
        invalidIf(hostConfig.autoRemove() && restarts, "can't create 'AutoRemove' container with restart policy");
    }

    private static void security(ContainerConfig config, SecurityConfig security) {
        Capabilities.of(security);
        apparmor(SecurityOptions.of(security.securityOpt()), AppArmor.ofHost());
        mode("IPC", security.ipcMode(), List.of("", "host", "none", "private", "shareable"), true);
        mode("PID", security.pidMode(), List.of("", "host"), true);
        mode("UTS", security.utsMode(), List.of("", "host"), false);
        mode("userns", security.usernsMode(), List.of("", "host"), false);
        conflictIf(
                security.utsMode().equals("host") && !config.hostname().isEmpty(),
                "Conflicting options: -h and the UTS mode (--uts)");
        security.maskedPaths().ifPresent(paths -> paths.forEach(CreateChecks::absolute));
        security.readonlyPaths().ifPresent(paths -> paths.forEach(CreateChecks::absolute));
        security.groupAdd().forEach(group -> invalidIf(group.isBlank(), "invalid group: \"" + group + "\""));
    }

    private static void absolute(String path) {
        invalidIf(!path.startsWith("/"), "invalid masked or read-only path: '" + path + "' must be absolute");
        Paths.clean(path);
    }

    /** A host without AppArmor warns instead. */
    static void apparmor(SecurityOptions options, AppArmor host) {
        invalidIf(
                options.namesApparmorProfile() && host.isEnabled() && !host.isLoaded(options.apparmor()),
                "AppArmor profile \"" + options.apparmor() + "\" is not loaded");
    }

    private static void mode(String kind, String mode, List<String> words, boolean joins) {
        boolean isJoin = joins && mode.startsWith("container:") && mode.length() > "container:".length();
        invalidIf(!words.contains(mode) && !isJoin, "invalid " + kind + " mode: " + mode);
    }

    private static void mounts(ContainerConfig config, HostConfig hostConfig) {
        Set<String> targets = new HashSet<>();
        for (String bind : hostConfig.binds()) {
            String target = BindSpec.parse(bind).target();
            invalidIf(!targets.add(target), "Duplicate bind mount " + target);
        }
        hostConfig.tmpfs().forEach((target, options) -> {
            invalidIf(!targets.add(BindSpec.target(target, target)), "Duplicate bind mount " + target);
            tmpfs(options);
        });
        hostConfig.mounts().forEach(mount -> MountChecks.check(mount, targets));
        config.volumes().forEach(path -> BindSpec.target(path, path));
    }

    private static void tmpfs(String options) {
        for (String option : options.isEmpty() ? List.<String>of() : Arrays.asList(options.split(",", -1))) {
            invalidIf(!TMPFS.matcher(option).matches(), "Invalid tmpfs option \"" + option + "\"");
        }
    }

    private static void sysctl(String name, HostConfig hostConfig) {
        invalidIf(!SYSCTL.matcher(name).matches(), "sysctl '" + name + "' is not allowed");
        invalidIf(
                name.startsWith("net.") && hostConfig.network().mode().equals("host"),
                "sysctl '" + name + "' not allowed in host network namespace");
        invalidIf(
                !name.startsWith("net.") && hostConfig.security().ipcMode().equals("host"),
                "sysctl '" + name + "' not allowed in host ipc namespace");
        invalidIf(name.contains("..") || name.contains("//"), "sysctl '" + name + "' is not allowed");
    }
}
