package dev.wharf.engine.spec;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.ResourceConfig.DeviceMapping;
import dev.wharf.spi.exec.DeviceNode;
import dev.wharf.spi.exec.DeviceRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The devices of a container: nodes in its /dev, and what its cgroup may use.
 *
 * @param nodes in the order in which they are made
 * @param rules what may be used; all else is denied
 */
public record Devices(List<DeviceNode> nodes, List<DeviceRule> rules) {
    private static final int WORLD = 0666;
    private static final String ALL_ACCESS = "rwm";
    private static final String MAKE_NODE = "m";
    private static final int PTS = 136;

    /** Checks and copies. */
    public Devices {
        nodes = List.copyOf(nodes);
        rules = List.copyOf(rules);
    }

    /**
     * The devices that a configuration gives.
     *
     * @throws EngineException InvalidArgument for a device that the host does not have, with Docker's text
     */
    public static Devices of(HostConfig config, HostDevices host) {
        List<DeviceNode> nodes = new ArrayList<>(standardNodes());
        List<DeviceRule> rules = new ArrayList<>();
        if (config.security().privileged()) {
            addMissing(nodes, host.below(Path.of("/dev"), "/dev"));
            rules.add(new DeviceRule('a', OptionalInt.empty(), OptionalInt.empty(), ALL_ACCESS));
        } else {
            rules.addAll(standardRules());
        }
        for (DeviceMapping mapping : config.resources().devices()) {
            List<DeviceNode> found = mapped(mapping, host);
            nodes.removeIf(node -> found.stream().anyMatch(other -> other.path().equals(node.path())));
            nodes.addAll(found);
            found.forEach(node -> rules.add(rule(node, access(mapping))));
        }
        return new Devices(nodes, rules);
    }

    private static List<DeviceNode> mapped(DeviceMapping mapping, HostDevices host) {
        Path path = Paths.of(mapping.pathOnHost());
        String target = mapping.pathInContainer().isEmpty() ? mapping.pathOnHost() : mapping.pathInContainer();
        List<DeviceNode> found = Files.isDirectory(path)
                ? host.below(path, target)
                : host.at(path, Paths.clean(target)).stream().toList();
        if (found.isEmpty()) {
            throw new EngineException.InvalidArgument(
                    "error gathering device information while adding custom device \"" + mapping.pathOnHost() + "\": "
                            + (Files.exists(path) ? "not a device node" : "no such file or directory"));
        }
        return found;
    }

    private static void addMissing(List<DeviceNode> nodes, List<DeviceNode> more) {
        List<String> present = nodes.stream().map(DeviceNode::path).toList();
        more.stream().filter(node -> !present.contains(node.path())).forEach(nodes::add);
    }

    private static String access(DeviceMapping mapping) {
        return mapping.permissions().isEmpty() ? ALL_ACCESS : mapping.permissions();
    }

    private static List<DeviceNode> standardNodes() {
        return List.of(
                node("/dev/null", 1, 3),
                node("/dev/zero", 1, 5),
                node("/dev/full", 1, 7),
                node("/dev/random", 1, 8),
                node("/dev/urandom", 1, 9),
                node("/dev/tty", 5, 0));
    }

    /**
     * The default nodes, consoles and pseudo terminals may be used, and any node be made. Other than Docker 1.9 does,
     * tun is not among them.
     */
    private static List<DeviceRule> standardRules() {
        List<DeviceRule> rules = new ArrayList<>();
        rules.add(new DeviceRule('c', OptionalInt.empty(), OptionalInt.empty(), MAKE_NODE));
        rules.add(new DeviceRule('b', OptionalInt.empty(), OptionalInt.empty(), MAKE_NODE));
        standardNodes().forEach(node -> rules.add(rule(node, ALL_ACCESS)));
        rules.add(character(5, OptionalInt.of(1)));
        rules.add(character(4, OptionalInt.of(0)));
        rules.add(character(4, OptionalInt.of(1)));
        rules.add(character(PTS, OptionalInt.empty()));
        rules.add(character(5, OptionalInt.of(2)));
        return rules;
    }

    private static DeviceRule character(int major, OptionalInt minor) {
        return new DeviceRule('c', OptionalInt.of(major), minor, ALL_ACCESS);
    }

    private static DeviceRule rule(DeviceNode node, String access) {
        return new DeviceRule(node.type(), OptionalInt.of(node.major()), OptionalInt.of(node.minor()), access);
    }

    private static DeviceNode node(String path, int major, int minor) {
        return new DeviceNode(requireNonNull(path, "path"), 'c', major, minor, WORLD);
    }
}
