package dev.wharf.volume.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code opts.json} beside the content of a volume with options, as Docker's local driver writes and reads it. */
final class OptionsFile {
    private static final Pattern FIELD =
            Pattern.compile("\"(MountType|MountOpts|MountDevice)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

    private final Path file;

    /** The file of a volume, whether it is there or not. */
    OptionsFile(Path volume) {
        file = volume.resolve("opts.json");
    }

    /** Writes it, so that it survives a power loss, or removes it when nothing is to be mounted. */
    void write(Optional<MountRequest> request) throws IOException {
        Files.deleteIfExists(file);
        if (request.isPresent()) {
            write(request.get());
        }
    }

    private void write(MountRequest request) throws IOException {
        String text = "{\"MountType\":" + quoted(request.type()) + ",\"MountOpts\":" + quoted(request.options())
                + ",\"MountDevice\":" + quoted(request.device()) + ",\"Quota\":{\"Size\":0}}";
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /** Reads it; empty when it is not there or tells of no mount. */
    Optional<MountRequest> read() throws IOException {
        try {
            Map<String, String> fields = new HashMap<>();
            Matcher matcher = FIELD.matcher(Files.readString(file));
            while (matcher.find()) {
                fields.put(matcher.group(1), plain(matcher.group(2)));
            }
            return Optional.of(new MountRequest(
                            fields.getOrDefault("MountType", ""),
                            fields.getOrDefault("MountOpts", ""),
                            fields.getOrDefault("MountDevice", "")))
                    .filter(request -> !request.type().isEmpty());
        } catch (NoSuchFileException ignored) {
            return Optional.empty(); // a plain folder
        }
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(each -> json.append(escaped((char) each)));
        return json.append('"').toString();
    }

    private static String escaped(char each) {
        if (each < ' ') {
            return String.format("\\u%04x", (int) each);
        }
        return each == '"' || each == '\\' ? "\\" + each : String.valueOf(each);
    }

    private static String plain(String json) {
        return ESCAPE.matcher(json).replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group(1))));
    }

    private static String unescaped(String escape) {
        return switch (escape.charAt(0)) {
            case 'u' -> escape.length() == 5
                    ? String.valueOf((char) Integer.parseInt(escape.substring(1), 16))
                    : escape;
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b' -> "\b";
            case 'f' -> "\f";
            default -> escape;
        };
    }
}
