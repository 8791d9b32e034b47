package dev.wharf.api.http.wire;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The characters that Go's encoding/json escapes so that its output can stand in HTML. */
final class HtmlEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private static final Map<Integer, SerializedString> ESCAPED = Map.of(
            (int) '<',
            new SerializedString("\\u003c"),
            (int) '>',
            new SerializedString("\\u003e"),
            (int) '&',
            new SerializedString("\\u0026"),
            0x2028,
            new SerializedString("\\u2028"),
            0x2029,
            new SerializedString("\\u2029"));

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
        codes['<'] = ESCAPE_CUSTOM;
        codes['>'] = ESCAPE_CUSTOM;
        codes['&'] = ESCAPE_CUSTOM;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return ESCAPED.get(character);
    }
}
