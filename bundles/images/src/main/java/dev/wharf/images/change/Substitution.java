package dev.wharf.images.change;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.List;

/**
 * Replaces {@code $name}, <code>${name}</code>, <code>${name:-word}</code> and <code>${name:+word}</code> by the values of
 * variables, and removes quotes and backslashes, as the builder of Docker 1.9 does ({@code
 * builder/dockerfile/shell_parser.go}).
 */
final class Substitution {
    private final String text;
    private final List<String> env;
    private int position = 0;

    private Substitution(String text, List<String> env) {
        this.text = text;
        this.env = env;
    }

    /**
     * Replaces in one word.
     *
     * @param env {@code NAME=value}
     * @throws InvalidArgument for a substitution that is malformed
     */
    static String of(String word, List<String> env) {
        return new Substitution(word, env).until('\0');
    }

    private String until(char stop) {
        var result = new StringBuilder();
        while (hasMore() && text.charAt(position) != stop) {
            char letter = text.charAt(position);
            switch (letter) {
                case '\'' -> result.append(literal());
                case '"' -> result.append(quoted());
                case '$' -> result.append(variable());
                case '\\' -> {
                    position++;
                    if (hasMore()) {
                        result.append(text.charAt(position++));
                    }
                }
                default -> {
                    result.append(letter);
                    position++;
                }
            }
        }
        return result.toString();
    }

    private String literal() {
        int end = text.indexOf('\'', position + 1);
        int stop = end < 0 ? text.length() : end;
        String literal = text.substring(position + 1, stop);
        position = end < 0 ? stop : stop + 1;
        return literal;
    }

    private String quoted() {
        var result = new StringBuilder();
        position++;
        while (hasMore() && text.charAt(position) != '"') {
            char letter = text.charAt(position);
            if (letter == '$') {
                result.append(variable());
            } else {
                boolean isEscape =
                        letter == '\\' && position + 1 < text.length() && "\"$".indexOf(text.charAt(position + 1)) >= 0;
                position += isEscape ? 1 : 0;
                result.append(text.charAt(position++));
            }
        }
        position++;
        return result.toString();
    }

    private String variable() {
        position++;
        if (!hasMore() || text.charAt(position) != '{') {
            String name = name();
            return name.isEmpty() ? "$" : value(name);
        }
        position++;
        String value = value(name());
        char next = hasMore() ? text.charAt(position++) : '\0';
        return switch (next) {
            case '}' -> value;
            case ':' -> modified(value);
            default -> throw new InvalidArgument("Missing ':' in substitution: " + text);
        };
    }

    private String modified(String value) {
        char modifier = hasMore() ? text.charAt(position++) : '\0';
        String word = until('}');
        position++;
        return switch (modifier) {
            case '+' -> value.isEmpty() ? value : word;
            case '-' -> value.isEmpty() ? word : value;
            default -> throw new InvalidArgument("Unsupported modifier (" + modifier + ") in substitution: " + text);
        };
    }

    private String name() {
        int start = position;
        if (hasMore() && isDigit(text.charAt(position))) {
            position++;
            return text.substring(start, position);
        }
        while (hasMore() && isNamed(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String value(String name) {
        return env.stream()
                .filter(entry -> entry.startsWith(name + '='))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private boolean hasMore() {
        return position < text.length();
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isNamed(char letter) {
        return letter == '_' || isDigit(letter) || Character.isLetter(letter);
    }
}
