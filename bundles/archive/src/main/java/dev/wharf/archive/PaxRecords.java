package dev.wharf.archive;

import dev.wharf.linux.FileNames;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The records of a pax extended header, POSIX.1-2001 pax(1): each is a decimal length of the whole record, a space, a key,
 * an equals sign, the value and a newline.
 */
final class PaxRecords {
    /** None at all. */
    static final PaxRecords NONE = new PaxRecords(Map.of());

    private static final String XATTR = "SCHILY.xattr.";
    private static final String SPARSE_MAP = "GNU.sparse.map";
    private static final String SPARSE_OFFSET = "GNU.sparse.offset";
    private static final String SPARSE_LENGTH = "GNU.sparse.numbytes";
    private static final Pattern TIME = Pattern.compile("(-?)([0-9]{1,18})(?:\\.([0-9]*))?");
    private static final int NANO_DIGITS = 9;

    private final Map<String, byte[]> values;

    private PaxRecords(Map<String, byte[]> values) {
        this.values = values;
    }

    /**
     * Reads records. A record without a value takes back an earlier one of the same key.
     *
     * @throws ArchiveException when a record breaks the format
     */
    static PaxRecords parse(byte[] data) {
        Map<String, byte[]> values = new HashMap<>();
        List<String> sparse = new ArrayList<>();
        for (int at = 0; at < data.length; ) {
            int space = indexOf(data, ' ', at, data.length);
            int end = at + length(data, at, space);
            if (end > data.length || end <= space + 1 || data[end - 1] != '\n') {
                throw broken("record length");
            }
            put(values, data, space + 1, end - 1);
            addSparse(values, sparse);
            at = end;
        }
        if (!sparse.isEmpty()) {
            values.put(SPARSE_MAP, String.join(",", sparse).getBytes(StandardCharsets.UTF_8));
        }
        return new PaxRecords(values);
    }

    private static int length(byte[] data, int at, int space) {
        String digits = new String(data, at, space - at, StandardCharsets.ISO_8859_1);
        if (!digits.matches("[0-9]{1,7}")) {
            throw broken("record length");
        }
        return Integer.parseInt(digits);
    }

    private static void put(Map<String, byte[]> values, byte[] data, int start, int end) {
        int equals = indexOf(data, '=', start, end);
        String key = new String(data, start, equals - start, StandardCharsets.UTF_8);
        if (key.indexOf('\0') >= 0) {
            throw broken("a key with a NUL");
        }
        if (equals + 1 == end) {
            values.remove(key);
        } else {
            values.put(key, Arrays.copyOfRange(data, equals + 1, end));
        }
    }

    /** The oldest sparse format repeats two keys in turn: they become the map that the next format has. */
    private static void addSparse(Map<String, byte[]> values, List<String> sparse) {
        String expected = sparse.size() % 2 == 0 ? SPARSE_OFFSET : SPARSE_LENGTH;
        String other = sparse.size() % 2 == 0 ? SPARSE_LENGTH : SPARSE_OFFSET;
        byte[] value = values.remove(expected);
        if (value != null) {
            sparse.add(decimal(expected, new String(value, StandardCharsets.ISO_8859_1)));
        } else if (values.containsKey(other)) {
            throw broken(other);
        }
    }

    private static int indexOf(byte[] data, char wanted, int start, int end) {
        for (int at = start; at < end; at++) {
            if (data[at] == wanted) {
                return at;
            }
        }
        throw broken("record without '" + wanted + "'");
    }

    /** The text of a key that names a file. */
    Optional<String> name(String key) {
        return Optional.ofNullable(values.get(key)).map(FileNames::decode);
    }

    /** The number of a key; never negative. */
    OptionalLong number(String key) {
        Optional<String> text = name(key);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(decimal(key, text.get())));
    }

    private static String decimal(String key, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw broken(key);
        }
        return text;
    }

    /** The time of a key, cut to nanoseconds. */
    Optional<Instant> time(String key) {
        return name(key).map(text -> instant(key, text));
    }

    private static Instant instant(String key, String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw broken(key);
        }
        String fraction = matcher.group(3) == null ? "" : matcher.group(3);
        String nanos = (fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        boolean negative = !matcher.group(1).isEmpty();
        try {
            long sign = negative ? -1 : 1;
            return Instant.ofEpochSecond(sign * Long.parseLong(matcher.group(2)), sign * Long.parseLong(nanos));
        } catch (DateTimeException e) {
            throw new ArchiveException("invalid pax header: " + key, e);
        }
    }

    /** The extended attributes, by name. */
    Map<String, byte[]> xattrs() {
        Map<String, byte[]> xattrs = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(XATTR)) {
                xattrs.put(key.substring(XATTR.length()), value);
            }
        });
        return xattrs;
    }

    private static ArchiveException broken(String what) {
        return new ArchiveException("invalid pax header: " + what);
    }
}
