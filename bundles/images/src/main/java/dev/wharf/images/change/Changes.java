package dev.wharf.images.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.ContainerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies Dockerfile lines to run defaults: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME and
 * WORKDIR, as Docker 1.9 does for {@code import} and {@code commit} ({@code builder/dockerfile/dispatchers.go}).
 */
public final class Changes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> NO_TRIGGER = Set.of("from", "maintainer");

    private ContainerConfig config;
    private boolean isCmdSet = false;

    private Changes(ContainerConfig config) {
        this.config = config;
    }

    /**
     * Applies lines in order.
     *
     * @param lines Dockerfile text; an element may hold several lines
     * @param config what they change
     * @return the changed defaults
     * @throws InvalidArgument for a line that is malformed or not allowed here
     */
    public static ContainerConfig apply(List<String> lines, ContainerConfig config) {
        var changes = new Changes(config);
        ChangeLines.read(lines).forEach(changes::apply);
        return changes.config;
    }

    private void apply(ChangeLines.Line line) {
        String rest = line.rest();
        switch (line.name()) {
            case "cmd" -> cmd(rest);
            case "entrypoint" -> entrypoint(rest);
            case "env" -> env(pairs("ENV", rest));
            case "expose" -> expose(rest);
            case "label" -> label(pairs("LABEL", rest));
            case "onbuild" -> onBuild(rest);
            case "stopsignal" -> config = config.toBuilder()
                    .stopSignal(Signals.checked(one("STOPSIGNAL", rest)))
                    .build();
            case "user" -> config = config.toBuilder().user(one("USER", rest)).build();
            case "volume" -> volume(rest);
            case "workdir" -> config = config.toBuilder()
                    .workingDir(workingDir(one("WORKDIR", rest)))
                    .build();
            default -> throw new InvalidArgument(line.name() + " is not a valid change command");
        }
    }

    private void cmd(String rest) {
        config = config.toBuilder().cmd(command(rest)).build();
        isCmdSet = true;
    }

    private void entrypoint(String rest) {
        var builder = config.toBuilder().entrypoint(command(rest));
        if (!isCmdSet && config.cmd().isPresent()) {
            builder.cmd(List.of());
        }
        config = builder.build();
    }

    private void env(Map<String, String> pairs) {
        List<String> env = new ArrayList<>(config.env());
        pairs.forEach((name, value) -> {
            int index = 0;
            while (index < env.size() && !name.equals(env.get(index).split("=", 2)[0])) {
                index++;
            }
            if (index < env.size()) {
                env.set(index, name + '=' + value);
            } else {
                env.add(name + '=' + value);
            }
        });
        config = config.toBuilder().env(env).build();
    }

    private void expose(String rest) {
        Set<String> ports = new LinkedHashSet<>(config.exposedPorts());
        for (String word : atLeastOne("EXPOSE", List.of(rest.split("\\s+", -1)))) {
            for (String port : expanded(word).strip().split("\\s+", -1)) {
                ports.addAll(Ports.of(port));
            }
        }
        config = config.toBuilder().exposedPorts(ports).build();
    }

    private void label(Map<String, String> pairs) {
        Map<String, String> labels = new LinkedHashMap<>(config.labels());
        labels.putAll(pairs);
        config = config.toBuilder().labels(labels).build();
    }

    private void onBuild(String rest) {
        String trigger = atLeastOne("ONBUILD", List.of(rest)).get(0);
        String name = ChangeLines.line(trigger).name();
        if (name.equals("onbuild")) {
            throw new InvalidArgument("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
        }
        if (NO_TRIGGER.contains(name)) {
            throw new InvalidArgument(name.toUpperCase(Locale.ROOT) + " isn't allowed as an ONBUILD trigger");
        }
        List<String> triggers = new ArrayList<>(config.onBuild());
        triggers.add(trigger);
        config = config.toBuilder().onBuild(triggers).build();
    }

    private void volume(String rest) {
        List<String> words = json(rest).orElseGet(() -> List.of(rest.split("\\s+", -1)));
        Set<String> volumes = new LinkedHashSet<>(config.volumes());
        for (String word : atLeastOne("VOLUME", words)) {
            String volume = expanded(word).strip();
            if (volume.isEmpty()) {
                throw new InvalidArgument("Volume specified can not be an empty string");
            }
            volumes.add(volume);
        }
        config = config.toBuilder().volumes(volumes).build();
    }

    private String workingDir(String given) {
        String current = config.workingDir().isEmpty() ? "/" : config.workingDir();
        return Path.of("/").resolve(current).resolve(given).normalize().toString();
    }

    private Map<String, String> pairs(String name, String rest) {
        List<String> words = atLeastOne(name, Words.of(rest));
        Map<String, String> pairs = new LinkedHashMap<>();
        if (words.get(0).indexOf('=') < 0) {
            String[] parts = rest.split("\\s+", 2);
            if (parts.length < 2) {
                throw new InvalidArgument(name + " must have two arguments");
            }
            pairs.put(expanded(parts[0]), expanded(parts[1]));
            return pairs;
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new InvalidArgument(
                        "Syntax error - can't find = in \"" + word + "\". Must be of the form: name=value");
            }
            pairs.put(expanded(word.substring(0, equals)), expanded(word.substring(equals + 1)));
        }
        return pairs;
    }

    private String one(String name, String rest) {
        if (rest.isEmpty()) {
            throw new InvalidArgument(name + " requires exactly one argument");
        }
        return expanded(rest);
    }

    private String expanded(String word) {
        return Substitution.of(word, config.env());
    }

    private static List<String> atLeastOne(String name, List<String> words) {
        if (words.isEmpty() || words.equals(List.of(""))) {
            throw new InvalidArgument(name + " requires at least one argument");
        }
        return words;
    }

    private static List<String> command(String rest) {
        return json(rest).orElseGet(() -> rest.isEmpty() ? List.of() : List.of("/bin/sh", "-c", rest));
    }

    private static Optional<List<String>> json(String rest) {
        if (!rest.startsWith("[")) {
            return Optional.empty();
        }
        try {
            List<String> words = new ArrayList<>();
            for (JsonNode element : MAPPER.readTree(rest)) {
                if (!element.isTextual()) {
                    throw new InvalidArgument(
                            "When using JSON array syntax, arrays must be comprised of strings only.");
                }
                words.add(element.textValue());
            }
            return Optional.of(words);
        } catch (JsonProcessingException ignored) {
            // What looks like a list and is none is a command for the shell: `[ -f /x ] && y`.
            return Optional.empty();
        }
    }
}
