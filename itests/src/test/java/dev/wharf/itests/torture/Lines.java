package dev.wharf.itests.torture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The lines that a container wrote.
 *
 * @param all in order
 */
record Lines(List<String> all) {
    private static final int FRAME = 8;

    /** Reads a log: bare for a terminal, else in frames. */
    static Lines of(byte[] bytes, boolean tty) {
        byte[] text = tty ? bytes : unframed(bytes);
        return new Lines(new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList());
    }

    private static byte[] unframed(byte[] bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer frames = ByteBuffer.wrap(bytes);
        while (frames.remaining() >= FRAME) {
            int length = frames.position(frames.position() + FRAME / 2).getInt();
            int taken = Math.min(length, frames.remaining());
            text.write(bytes, frames.position(), taken);
            frames.position(frames.position() + taken);
        }
        return text.toByteArray();
    }

    /** Those from the last line on that reads so. */
    Lines sinceLast(String line) {
        return new Lines(all.subList(Math.max(0, all.lastIndexOf(line)), all.size()));
    }

    /** What is wrong when the last words of the lines must be the numbers from 1 to a last one; 0 for any last one. */
    Optional<String> fault(int last) {
        for (int i = 0; i < all.size(); i++) {
            String number = all.get(i).substring(all.get(i).lastIndexOf(' ') + 1);
            if (!number.equals(Integer.toString(i + 1))) {
                return Optional.of("line " + (i + 1) + " of " + all.size() + " is \"" + all.get(i) + "\" after "
                        + all.subList(Math.max(0, i - 3), i) + ", and then "
                        + all.subList(i, Math.min(all.size(), i + 4)));
            }
        }
        return last == 0 || all.size() == last
                ? Optional.empty()
                : Optional.of("there are " + all.size() + " lines instead of " + last);
    }
}
