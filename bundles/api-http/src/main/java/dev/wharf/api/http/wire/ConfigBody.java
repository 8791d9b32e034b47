package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerConfigBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What runs in a container or image, with the keys and the order of Docker 1.9.1, runconfig/config.go. An empty
 * Optional is written as null; the keys that Docker leaves out when they are empty are left out.
 *
 * @param hostname {@code Hostname}; the others are named likewise
 */
public record ConfigBody(
        String hostname,
        String domainname,
        String user,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Map<String, String>> exposedPorts,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        List<String> env,
        Optional<List<String>> cmd,
        String image,
        Optional<Map<String, Map<String, String>>> volumes,
        String workingDir,
        Optional<List<String>> entrypoint,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean networkDisabled,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String macAddress,
        Optional<List<String>> onBuild,
        Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String stopSignal,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt stopTimeout) {

    /** The document of a configuration. */
    static ConfigBody of(ContainerConfig config) {
        return new ConfigBody(
                config.hostname(),
                config.domainname(),
                config.user(),
                config.attachStdin(),
                config.attachStdout(),
                config.attachStderr(),
                set(config.exposedPorts()),
                config.tty(),
                config.openStdin(),
                config.stdinOnce(),
                config.env(),
                config.cmd(),
                config.image(),
                Optional.of(set(config.volumes())).filter(volumes -> !volumes.isEmpty()),
                config.workingDir(),
                config.entrypoint(),
                config.networkDisabled(),
                config.macAddress(),
                Optional.of(config.onBuild()).filter(onBuild -> !onBuild.isEmpty()),
                config.labels(),
                config.stopSignal(),
                config.stopTimeout());
    }

    /**
     * Reads the body of a commit.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    public static ContainerConfig toDomain(ObjectNode body) {
        return toDomain(new Fields(body));
    }

    /**
     * Reads a configuration.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    static ContainerConfig toDomain(Fields body) {
        ContainerConfigBuilder config = ContainerConfig.builder()
                .hostname(body.text("Hostname"))
                .domainname(body.text("Domainname"))
                .user(body.text("User"))
                .attachStdin(body.flag("AttachStdin"))
                .attachStdout(body.flag("AttachStdout"))
                .attachStderr(body.flag("AttachStderr"))
                .exposedPorts(Ports.exposed(body))
                .tty(body.flag("Tty"))
                .openStdin(body.flag("OpenStdin"))
                .stdinOnce(body.flag("StdinOnce"))
                .env(body.texts("Env"))
                .image(body.text("Image"))
                .volumes(body.keys("Volumes"))
                .workingDir(body.text("WorkingDir"))
                .networkDisabled(body.flag("NetworkDisabled") || body.flag("DisableNetwork"))
                .macAddress(body.text("MacAddress"))
                .onBuild(body.texts("OnBuild"))
                .labels(body.map("Labels"))
                .stopSignal(body.text("StopSignal"));
        command(body, "Cmd").ifPresent(config::cmd);
        command(body, "Entrypoint").ifPresent(config::entrypoint);
        body.optionalSmallNumber("StopTimeout").ifPresent(config::stopTimeout);
        return config.build();
    }

    /** A command is a list, or one text; an empty text is an empty list. */
    private static Optional<List<String>> command(Fields body, String key) {
        return body.optionalTextOrTexts(key).map(command -> command.equals(List.of("")) ? List.of() : command);
    }

    private static Map<String, Map<String, String>> set(Collection<String> keys) {
        return keys.stream().collect(Collectors.toMap(Function.identity(), key -> Map.of()));
    }
}
