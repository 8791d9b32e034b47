package dev.wharf.logdriver.syslog;

import dev.wharf.spi.log.LogTarget;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Go's templates that tags are made of: {@code {{.Name}}} and {@code {{index .ContainerLabels "key"}}}. Fields
 * are those of Docker 20.10, daemon/logger/loginfo.go, but for the command.
 */
final class TagTemplate {
    private static final Pattern ACTION = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?\\}\\}", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("\\.(\\w+)");
    private static final Pattern LABEL =
            Pattern.compile("\\(?\\s*index\\s+\\.ContainerLabels\\s+[\"`]([^\"`]*)[\"`]\\s*\\)?");
    private static final int SHORT = 12;

    private static final Map<String, Function<LogTarget, String>> FIELDS = Map.ofEntries(
            Map.entry("ID", target -> shortened(target.containerId())),
            Map.entry("FullID", LogTarget::containerId),
            Map.entry("Name", LogTarget::containerName),
            Map.entry("ImageID", target -> shortened(target.imageId())),
            Map.entry("ImageFullID", LogTarget::imageId),
            Map.entry("ImageName", LogTarget::imageName),
            Map.entry("ImageFullName", LogTarget::imageName),
            Map.entry("ContainerID", LogTarget::containerId),
            Map.entry("ContainerName", target -> "/" + target.containerName()),
            Map.entry("ContainerImageID", LogTarget::imageId),
            Map.entry("ContainerImageName", LogTarget::imageName),
            // what rules of syslog servers look for, whoever the daemon is
            Map.entry("DaemonName", target -> "docker"),
            Map.entry("Hostname", target -> HostName.read()));

    private final String text;

    private TagTemplate(String text) {
        this.text = text;
    }

    /**
     * Reads a template.
     *
     * @throws dev.wharf.spi.DriverException INVALID_ARGUMENT
     */
    static TagTemplate of(String text) {
        if (ACTION.matcher(text).replaceAll("").contains("{{")) {
            throw Invalid.option("template: log-tag:1: unclosed action");
        }
        ACTION.matcher(text).results().forEach(action -> value(action.group(1), action.start()));
        return new TagTemplate(text);
    }

    /** The tag of a container. */
    String of(LogTarget target) {
        return ACTION.matcher(text)
                .replaceAll(action -> Matcher.quoteReplacement(
                        value(action.group(1), action.start()).apply(target)));
    }

    private static Function<LogTarget, String> value(String action, int at) {
        Matcher label = LABEL.matcher(action);
        if (label.matches()) {
            String key = label.group(1);
            return target -> target.labels().getOrDefault(key, "");
        }
        Matcher field = FIELD.matcher(action);
        if (!field.matches()) {
            throw Invalid.option("template: log-tag:1: unsupported action \"" + action + "\"");
        }
        Function<LogTarget, String> known = FIELDS.get(field.group(1));
        if (known == null) {
            throw Invalid.option("template: log-tag:1:" + (at + 2) + ": executing \"log-tag\" at <" + action
                    + ">: can't evaluate field " + field.group(1) + " in type *logger.Info");
        }
        return known;
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}
