package dev.wharf.images.change;

import java.util.ArrayList;
import java.util.List;

/** Splits text at blanks, except within quotes and after backslashes; both stay in the words. */
final class Words {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int position = 0;

    private Words(String text) {
        this.text = text;
    }

    static List<String> of(String text) {
        var words = new Words(text);
        words.read();
        return words.words;
    }

    private void read() {
        while (position < text.length()) {
            char letter = text.charAt(position);
            if (Character.isWhitespace(letter)) {
                end();
                position++;
            } else if (letter == '\'' || letter == '"') {
                quoted(letter);
            } else {
                escapable(letter);
            }
        }
        end();
    }

    private void quoted(char quote) {
        word.append(quote);
        position++;
        while (position < text.length()) {
            char letter = text.charAt(position);
            if (letter == quote) {
                word.append(quote);
                position++;
                return;
            }
            if (quote == '"') {
                escapable(letter);
            } else {
                word.append(letter);
                position++;
            }
        }
    }

    private void escapable(char letter) {
        position++;
        if (letter != '\\') {
            word.append(letter);
        } else if (position < text.length()) {
            word.append(letter).append(text.charAt(position));
            position++;
        }
    }

    private void end() {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
