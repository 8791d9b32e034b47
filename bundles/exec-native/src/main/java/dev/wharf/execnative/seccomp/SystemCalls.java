package dev.wharf.execnative.seccomp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Numbers of all system calls by name, from the kernel's own headers (asm/unistd_64.h, asm-generic/unistd.h, 6.18). */
final class SystemCalls {
    private final Map<String, Integer> numbers;

    private SystemCalls(Map<String, Integer> numbers) {
        this.numbers = numbers;
    }

    /** Those of an architecture, {@code x86_64} or {@code aarch64}. */
    static SystemCalls of(String architecture) {
        try (InputStream in = SystemCalls.class.getResourceAsStream(architecture + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("no table of system calls for " + architecture);
            }
            return new SystemCalls(read(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> read(BufferedReader lines) {
        Map<String, Integer> numbers = new HashMap<>();
        lines.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            numbers.put(line.substring(0, blank), Integer.parseInt(line.substring(blank + 1)));
        });
        return numbers;
    }

    OptionalInt number(String name) {
        Integer number = numbers.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
