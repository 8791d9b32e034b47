package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes records as lines: {@code {"log":"text\n","stream":"stdout","attrs":{...},"time":"..."}}. Belongs to one
 * thread.
 */
final class LineEncoder {
    private static final byte[] LOG = ascii("{\"log\":\"");
    private static final byte[] END = ascii("\"}\n");

    private final byte[] stdoutPart;
    private final byte[] stdoutLine;
    private final byte[] stderrPart;
    private final byte[] stderrLine;
    private final TimeText times = new TimeText();
    private byte[] scratch = new byte[8192];

    /** Makes an encoder whose lines bear attributes, or none. */
    LineEncoder(Map<String, String> attributes) {
        String encoded = attributes.isEmpty() ? "" : new String(encoded(attributes), StandardCharsets.UTF_8);
        stdoutPart = between("", "stdout", encoded);
        stdoutLine = between("\\n", "stdout", encoded);
        stderrPart = between("", "stderr", encoded);
        stderrLine = between("\\n", "stderr", encoded);
    }

    /** What stands between the text and the time. */
    private static byte[] between(String lineFeed, String stream, String attributes) {
        String text = lineFeed + "\",\"stream\":\"" + stream + "\"" + attributes + ",\"time\":\"";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Appends the line of a record. */
    void write(LogRecord record, ByteText out) {
        out.put(LOG);
        int from = out.length();
        out.put(record.bytes());
        escape(out, from);
        out.put(between(record));
        times.write(record.instant(), out);
        out.put(END);
    }

    /** Most texts have nothing to escape, and stay where they are. */
    private void escape(ByteText out, int from) {
        int special = ByteSearch.special(out.array(), from, out.length());
        int count = out.length() - special;
        if (count == 0) {
            return;
        }
        if (scratch.length < count) {
            scratch = new byte[count];
        }
        System.arraycopy(out.array(), special, scratch, 0, count);
        out.truncate(special);
        JsonEscape.write(scratch, 0, count, out);
    }

    private byte[] between(LogRecord record) {
        if (record.stream() == LogStream.STDOUT) {
            return record.endsLine() ? stdoutLine : stdoutPart;
        }
        return record.endsLine() ? stderrLine : stderrPart;
    }

    private static byte[] encoded(Map<String, String> attributes) {
        var out = new ByteText();
        String before = ",\"attrs\":{";
        for (Map.Entry<String, String> attribute : new java.util.TreeMap<>(attributes).entrySet()) {
            out.put(ascii(before));
            writeString(attribute.getKey(), out);
            out.put(':');
            writeString(attribute.getValue(), out);
            before = ",";
        }
        out.put('}');
        return out.toBytes();
    }

    private static void writeString(String text, ByteText out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.put('"');
        JsonEscape.write(bytes, 0, bytes.length, out);
        out.put('"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
