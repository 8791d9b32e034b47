package dev.wharf.launcher;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line of {@code wharfd}.
 *
 * @param values what was given, by setting
 * @param configFile file to read besides
 * @param help whether only the help is wanted
 * @param version whether only the version is wanted
 */
record Flags(Map<Setting, List<String>> values, Optional<Path> configFile, boolean help, boolean version) {
    private static final String CONFIG_FILE = "--config-file";

    Flags {
        values = Map.copyOf(values);
    }

    /**
     * Reads the command line.
     *
     * @throws UsageException with exit code 125 when it is not understood
     */
    static Flags parse(List<String> arguments) {
        CommandLine line = new CommandLine(specification());
        try {
            return of(line.parseArgs(arguments.toArray(String[]::new)));
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw badFlags(unknown(e.getUnmatched().get(0)));
        } catch (CommandLine.ParameterException e) {
            throw badFlags(String.valueOf(e.getMessage()));
        }
    }

    /** The text of {@code --help}. */
    static String usage() {
        return new CommandLine(specification()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static Flags of(ParseResult result) {
        Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String flag = setting.flags().get(0);
            if (result.hasMatchedOption(flag)) {
                values.put(setting, given(result, flag));
            }
        }
        Optional<Path> file = result.hasMatchedOption(CONFIG_FILE)
                ? Optional.of(Path.of(given(result, CONFIG_FILE).get(0)))
                : Optional.empty();
        return new Flags(values, file, result.hasMatchedOption("--help"), result.hasMatchedOption("--version"));
    }

    private static List<String> given(ParseResult result, String flag) {
        return result.matchedOption(flag).stringValues();
    }

    private static CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("wharfd");
        spec.usageMessage()
                .description("A container engine that speaks the Docker Remote API.")
                .abbreviateSynopsis(true)
                .width(100);
        for (Setting setting : Setting.values()) {
            spec.addOption(option(setting));
        }
        spec.addOption(OptionSpec.builder(CONFIG_FILE)
                .type(String.class)
                .paramLabel("FILE")
                .description(
                        "Read the keys of dockerd's daemon.json here. Default: /etc/wharf/daemon.json, if it exists")
                .build());
        spec.addOption(OptionSpec.builder("-v", "--version")
                .versionHelp(true)
                .description("Print the version and quit")
                .build());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this and quit")
                .build());
        return spec;
    }

    private static OptionSpec option(Setting setting) {
        var option = OptionSpec.builder(setting.flags().toArray(String[]::new)).description(setting.meaning());
        if (setting.kind() == Setting.Kind.SWITCH) {
            return option.type(boolean.class)
                    .arity("0..1")
                    .fallbackValue("true")
                    .paramLabel("BOOL")
                    .build();
        }
        Class<?> type = setting.isRepeatable() ? List.class : String.class;
        return option.type(type)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(setting.label())
                .build();
    }

    private static String unknown(String argument) {
        if (!argument.startsWith("-")) {
            return "unexpected argument: " + argument;
        }
        String flag = argument.replaceFirst("=.*", "");
        return "unknown flag: " + flag + ". Did you mean " + NearestWord.of(flag, known()) + "?";
    }

    private static List<String> known() {
        Stream<String> others = Stream.of(CONFIG_FILE, "-v", "--version", "-h", "--help");
        return Stream.concat(Stream.of(Setting.values()).flatMap(one -> one.flags().stream()), others)
                .toList();
    }

    private static UsageException badFlags(String message) {
        return new UsageException(UsageException.BAD_FLAGS, message + "\nSee 'wharfd --help'.");
    }
}
