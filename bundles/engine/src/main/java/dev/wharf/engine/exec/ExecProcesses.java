package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.SecurityConfig;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.container.ContainerRecord;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.LinkEnvironment;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.spec.FollowedDefaults;
import dev.wharf.engine.spec.LaunchDefaults;
import dev.wharf.engine.spec.TaskSpecs;
import dev.wharf.spi.exec.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Describes the processes of execs: as their container's own, but for what was asked. */
final class ExecProcesses {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final String JOINED = "container:";

    private final ContainerTable containers;
    private final Supplier<LaunchDefaults> defaults;

    ExecProcesses(ContainerTable containers) {
        this.containers = containers;
        defaults = new FollowedDefaults(containers::settings);
    }

    /**
     * What the driver is to run.
     *
     * @throws EngineException InvalidArgument
     */
    ProcessSpec of(LiveExec exec) {
        ContainerRecord record = exec.container().record();
        ExecConfig asked = exec.config();
        return TaskSpecs.process(
                asked.command(), config(record, asked), defaults.get().applied(hostConfig(record, asked)));
    }

    private ContainerConfig config(ContainerRecord record, ExecConfig asked) {
        ContainerConfig own = record.config();
        List<String> env = new ArrayList<>(LinkEnvironment.of(containers, record));
        env.addAll(own.env());
        env.addAll(asked.env());
        return own.toBuilder()
                .hostname(hostname(record))
                .tty(asked.tty())
                .env(env)
                .user(asked.user().isEmpty() ? own.user() : asked.user())
                .workingDir(asked.workingDir().isEmpty() ? own.workingDir() : asked.workingDir())
                .build();
    }

    private static HostConfig hostConfig(ContainerRecord record, ExecConfig asked) {
        HostConfig own = record.hostConfig();
        return asked.privileged()
                ? own.toBuilder().security(privileged(own.security())).build()
                : own;
    }

    private static SecurityConfig privileged(SecurityConfig own) {
        return new SecurityConfig(
                true,
                own.capAdd(),
                own.capDrop(),
                own.groupAdd(),
                own.securityOpt(),
                own.readonlyRootfs(),
                own.ipcMode(),
                own.pidMode(),
                own.utsMode(),
                own.usernsMode());
    }

    /** As the container itself was told when it was started: with another's network comes that one's name. */
    private String hostname(ContainerRecord record) {
        String mode = record.hostConfig().network().mode();
        if (mode.equals("host")) {
            return hostName();
        }
        return mode.startsWith(JOINED)
                ? containers
                        .byId(mode.substring(JOINED.length()))
                        .map(LiveContainer::record)
                        .map(owner -> owner.config().hostname())
                        .orElse("")
                : record.config().hostname();
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            throw new EngineException.Internal("name of the host: " + e.getMessage(), e);
        }
    }
}
