package dev.wharf.logdriver.jsonfile;

/** Walks through the bytes of a JSON text. */
final class JsonInput {
    /** The text is no JSON. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    private final byte[] text;
    private final int to;
    private int at;

    JsonInput(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    void expect(char wanted) throws Malformed {
        if (!accept(wanted)) {
            throw new Malformed();
        }
    }

    /** Steps over a character if it comes next, after white space. */
    boolean accept(char wanted) throws Malformed {
        boolean found = peek() == wanted;
        if (found) {
            at++;
        }
        return found;
    }

    /** Where the next byte is. */
    int place() {
        return at;
    }

    /** Appends the content of a string as UTF-8. */
    void string(ByteText out) throws Malformed {
        expect('"');
        restOfString(out);
    }

    /** Appends what is left of the content of a string, and steps behind it. */
    void restOfString(ByteText out) throws Malformed {
        int end = ByteSearch.quoteOrBackslash(text, at, to);
        while (end < to && text[end] == '\\') {
            out.put(text, at, end - at);
            at = end + 1;
            escape(out);
            end = ByteSearch.quoteOrBackslash(text, at, to);
        }
        out.put(text, at, end - at);
        at = end;
        expect('"');
    }

    /** Steps over a value of any kind. */
    void skipValue() throws Malformed {
        byte first = peek();
        if (first == '"') {
            string(new ByteText());
        } else if (first == '{' || first == '[') {
            skipNested();
        } else {
            while (at < to && text[at] != ',' && text[at] != '}' && text[at] != ']') {
                at++;
            }
        }
    }

    private void skipNested() throws Malformed {
        int depth = 0;
        do {
            byte next = peek();
            if (next == '"') {
                string(new ByteText());
            } else {
                depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
                at++;
            }
        } while (depth > 0);
    }

    private byte peek() throws Malformed {
        while (at < to && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) {
            at++;
        }
        if (at >= to) {
            throw new Malformed();
        }
        return text[at];
    }

    private void escape(ByteText out) throws Malformed {
        if (at >= to) {
            throw new Malformed();
        }
        byte letter = text[at++];
        switch (letter) {
            case 'n' -> out.put('\n');
            case 'r' -> out.put('\r');
            case 't' -> out.put('\t');
            case 'b' -> out.put('\b');
            case 'f' -> out.put('\f');
            case '"', '\\', '/' -> out.put(letter);
            case 'u' -> out.putCodePoint(unicode());
            default -> throw new Malformed();
        }
    }

    private int unicode() throws Malformed {
        int first = hex();
        boolean pair =
                Character.isHighSurrogate((char) first) && at + 1 < to && text[at] == '\\' && text[at + 1] == 'u';
        if (!pair) {
            return first;
        }
        int back = at;
        at += 2;
        int second = hex();
        if (Character.isLowSurrogate((char) second)) {
            return Character.toCodePoint((char) first, (char) second);
        }
        at = back;
        return first;
    }

    private int hex() throws Malformed {
        if (at + 4 > to) {
            throw new Malformed();
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text[at++], 16);
            if (digit < 0) {
                throw new Malformed();
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
