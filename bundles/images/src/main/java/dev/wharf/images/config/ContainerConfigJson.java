package dev.wharf.images.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerConfigBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Run defaults of an image as JSON, with the keys of Docker ({@code runconfig.Config} of 1.9). */
final class ContainerConfigJson {
    private ContainerConfigJson() {}

    static ContainerConfig read(JsonObject json) {
        ContainerConfigBuilder config = ContainerConfig.builder()
                .hostname(json.text("Hostname"))
                .domainname(json.text("Domainname"))
                .user(json.text("User"))
                .attachStdin(json.flag("AttachStdin"))
                .attachStdout(json.flag("AttachStdout"))
                .attachStderr(json.flag("AttachStderr"))
                .exposedPorts(json.keys("ExposedPorts"))
                .tty(json.flag("Tty"))
                .openStdin(json.flag("OpenStdin"))
                .stdinOnce(json.flag("StdinOnce"))
                .env(json.texts("Env").orElse(List.of()))
                .image(json.text("Image"))
                .volumes(json.keys("Volumes"))
                .workingDir(json.text("WorkingDir"))
                .networkDisabled(json.flag("NetworkDisabled"))
                .macAddress(json.text("MacAddress"))
                .onBuild(json.texts("OnBuild").orElse(List.of()))
                .labels(json.map("Labels"))
                .stopSignal(json.text("StopSignal"));
        json.texts("Cmd").ifPresent(config::cmd);
        json.texts("Entrypoint").ifPresent(config::entrypoint);
        json.number("StopTimeout").ifPresent(config::stopTimeout);
        return config.build();
    }

    static ObjectNode write(ContainerConfig config) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("Hostname", config.hostname());
        json.put("Domainname", config.domainname());
        json.put("User", config.user());
        json.put("AttachStdin", config.attachStdin());
        json.put("AttachStdout", config.attachStdout());
        json.put("AttachStderr", config.attachStderr());
        if (!config.exposedPorts().isEmpty()) {
            json.set("ExposedPorts", keys(config.exposedPorts()));
        }
        json.put("Tty", config.tty());
        json.put("OpenStdin", config.openStdin());
        json.put("StdinOnce", config.stdinOnce());
        putList(json, "Env", config.env());
        config.cmd().ifPresentOrElse(cmd -> json.set("Cmd", list(cmd)), () -> json.putNull("Cmd"));
        json.put("Image", config.image());
        if (config.volumes().isEmpty()) {
            json.putNull("Volumes");
        } else {
            json.set("Volumes", keys(config.volumes()));
        }
        json.put("WorkingDir", config.workingDir());
        config.entrypoint()
                .ifPresentOrElse(entry -> json.set("Entrypoint", list(entry)), () -> json.putNull("Entrypoint"));
        writeRare(json, config);
        return json;
    }

    private static void writeRare(ObjectNode json, ContainerConfig config) {
        if (config.networkDisabled()) {
            json.put("NetworkDisabled", true);
        }
        if (!config.macAddress().isEmpty()) {
            json.put("MacAddress", config.macAddress());
        }
        putList(json, "OnBuild", config.onBuild());
        if (config.labels().isEmpty()) {
            json.putNull("Labels");
        } else {
            json.set("Labels", texts(config.labels()));
        }
        if (!config.stopSignal().isEmpty()) {
            json.put("StopSignal", config.stopSignal());
        }
        config.stopTimeout().ifPresent(seconds -> json.put("StopTimeout", seconds));
    }

    private static void putList(ObjectNode json, String key, Collection<String> texts) {
        if (texts.isEmpty()) {
            json.putNull(key);
        } else {
            json.set(key, list(texts));
        }
    }

    private static ArrayNode list(Collection<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list;
    }

    private static ObjectNode keys(Collection<String> keys) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        keys.forEach(object::putObject);
        return object;
    }

    private static ObjectNode texts(Map<String, String> texts) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach(object::put);
        return object;
    }
}
